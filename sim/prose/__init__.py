"""Turns and scorecards as sentences, shared by every face. Values in, text out; nothing is printed.

Each string is one paragraph: the face breaks it into lines and decides where it stands.
"""
