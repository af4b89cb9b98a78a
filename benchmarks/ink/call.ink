// One of our calls, told in Ink: a parcel of six plates arrived with four in it.
// 28 once-only replies, each behind one to three conditions; the call ends after twelve turns.
//
// Twelve groups of replies (U1 to U12) each have exactly one open reply in any state, until it is
// taken. By turn t more than t groups are unlocked, so twelve turns can always be played.

CONST VENTING = 0
CONST SETTLING = 1
CONST SOLVING = 2
CONST CONTENT = 3
CONST ESCALATED = 4
CONST WITHDRAWN = 5

VAR heat = 580
VAR heard = 150
VAR trust = 380
VAR patience = 640
VAR stage = VENTING
VAR turn = 0
VAR sorry = 0    // doses, counted to two
VAR warm = 0

I ordered six plates and four came. I paid for six.
-> call

=== function move(ref gauge, by)
~ gauge = MAX(0, MIN(1000, gauge + by))

=== function dose(ref count)
~ count = MIN(2, count + 1)

=== call

// U1
* (invite) {heard < 400} [What did you find when you opened the box?]
  ~ move(heard, 130)
  ~ move(heat, -30)
  { heat >= 600:
    ~ move(patience, 40)
  }
* (say_back) {heard >= 400} [So you paid for six, four came, and the dinner is on Saturday.]
  ~ move(heard, 180)
  ~ move(trust, 70)
  { warm < 2:
    ~ move(heat, -60)
  }
// U2
* (listen) {stage == VENTING} {heat >= 500} [Go on, I am listening.]
  ~ move(heard, 110)
  ~ move(heat, -20)
  { turn >= 3:
    ~ move(patience, -40)
  }
* (feel) {stage == VENTING} {heat < 500} [Two short so near the day would trouble me too.]
  ~ dose(warm)
  ~ move(heat, -50)
  { warm < 2:
    ~ move(heard, 120)
  - else:
    ~ move(trust, -30)
  }
* (notice) {stage != VENTING} [You named Saturday twice. Is that the part that matters most?]
  ~ move(heard, 140)
  ~ move(trust, 60)
  { heard >= 500:
    ~ move(heat, -50)
  }
// U3
* (assure) {trust < 500} [I will stay with this until it is settled.]
  ~ move(trust, 70)
  ~ move(patience, 30)
  { heard < 300:
    ~ move(heat, 40)
  }
* (thank) {trust >= 500} [Thank you for counting them and ringing us the same day.]
  ~ dose(warm)
  ~ move(trust, 50)
  { warm < 2:
    ~ move(heat, -40)
  - else:
    ~ move(patience, -30)
  }
// U4
* (deny) {patience >= 500} [We check every box before it leaves, so this is unusual.]
  ~ move(heat, 120)
  ~ move(trust, -90)
  { heard < 400:
    ~ move(heard, -60)
  }
* (rush) {patience < 500} [Let me keep this brief for both of us.]
  ~ move(patience, 60)
  ~ move(heard, -70)
  { heat >= 500:
    ~ move(heat, 50)
  }
// U5
* (regret) {turn >= 1} {heat >= 600} [I am sorry the parcel came to you short.]
  ~ dose(sorry)
  ~ move(heard, 40)
  { heard >= 300:
    ~ move(heat, -100)
  - else:
    ~ move(heat, 30)
  }
* (admit) {turn >= 1} {heat < 600} [That was our packing, and it is mine to put right.]
  ~ move(trust, 120)
  ~ move(heard, 60)
  { heard >= 300:
    ~ move(heat, -80)
  }
// U6
* (order) {turn >= 2} [What is the number on the packing slip?]
  ~ move(patience, -30)
  ~ move(trust, 30)
  { heard < 300:
    ~ move(heat, 60)
  }
// U7
* (check) {turn >= 3} {order} {heard >= 500} [The slip says six. May I look up the weight we noted?]
  ~ move(trust, 90)
  ~ move(patience, -20)
  { stage == SOLVING:
    ~ move(heat, -40)
  }
* (doubt) {turn >= 3} {order} {heard < 500} [The slip says six. Could two still be in the wrapping?]
  ~ move(trust, -110)
  ~ move(heat, 90)
  { patience < 500:
    ~ move(heard, -60)
  }
* (sealed) {turn >= 3} {not order} [Was the outer box sealed when it reached you?]
  ~ move(patience, -40)
  ~ move(heard, 30)
  { heat >= 600:
    ~ move(trust, -30)
  }
// U8
* (offer) {turn >= 4} {stage == SOLVING} [I can send two by courier on Thursday, or refund them now.]
  ~ move(trust, 130)
  ~ move(heat, -90)
  { say_back:
    ~ move(patience, 60)
  }
* (voucher) {turn >= 4} {stage != SOLVING} [Would a voucher help while we look into it?]
  ~ move(heat, 70)
  ~ move(trust, -50)
  { heard < 500:
    ~ move(heard, -50)
  }
// U9
* (sorry_late) {turn >= 6} {not regret} [I should have said it first: I am sorry.]
  ~ dose(sorry)
  ~ move(trust, 60)
  { heard >= 400:
    ~ move(heat, -90)
  }
* (sorry_again) {turn >= 6} {regret} [Again, I am so sorry about the missing plates.]
  ~ dose(sorry)
  ~ move(patience, -50)
  { sorry >= 2:
    ~ move(heat, 40)
  - else:
    ~ move(heat, -30)
  }
// U10
* (agree) {turn >= 7} {trust >= 450} {offer} [Shall I book the courier for Thursday, then?]
  ~ move(trust, 100)
  ~ move(heat, -70)
  { heard >= 500:
    ~ move(patience, 80)
  }
* (explain) {turn >= 7} {trust >= 450} {not offer} [Two orders were packed at one table; that is how it happened.]
  ~ move(trust, 50)
  ~ move(patience, -40)
  { heard >= 400:
    ~ move(heat, -40)
  - else:
    ~ move(heat, 50)
  }
* (hand_over) {turn >= 7} {trust < 450} [I can pass you to the dispatch team.]
  ~ move(trust, -60)
  ~ move(patience, -80)
  { heat >= 600:
    ~ move(heat, 60)
  }
// U11
* (next_steps) {turn >= 8} {heat < 500} [You will have a courier number by noon tomorrow.]
  ~ move(trust, 90)
  ~ move(patience, 50)
  { agree:
    ~ move(heat, -60)
  }
* (limit) {turn >= 8} {heat >= 500} [I want to help, and I need us both to speak calmly.]
  ~ move(heat, -40)
  ~ move(trust, -40)
  { heard < 500:
    ~ move(heat, 110)
  }
// U12
* (follow_up) {turn >= 9} [I will ring you on Thursday at ten to hear that they came.]
  ~ move(trust, 110)
  ~ move(heat, -40)
  { next_steps:
    ~ move(patience, 40)
  }
// Beyond the groups
* (mend) {doubt} {trust < 500} {turn >= 4} [I asked about the wrapping as if you had not looked. That was wrong.]
  ~ dose(sorry)
  ~ move(trust, 140)
  { sorry < 2:
    ~ move(heat, -80)
  }
* (gesture) {stage == SOLVING} {turn >= 5} {patience < 700} [I will take the delivery charge off as well.]
  ~ move(trust, 60)
  ~ move(patience, 50)
  { heard >= 600:
    ~ move(heat, -50)
  }
* (close) {agree} {heat < 450} {turn >= 9} [Is there anything you would still like to ask?]
  ~ move(trust, 60)
  ~ move(heard, 60)
  { follow_up:
    ~ move(heat, -40)
  }

- (after)
~ turn = turn + 1
~ move(patience, -20)
{
- stage == VENTING && heat >= 850:
  ~ stage = ESCALATED
- stage == VENTING && patience < 300 && heard < 400:
  ~ stage = WITHDRAWN
- stage == VENTING && heard >= 400:
  ~ stage = SETTLING
- stage == SETTLING && heat >= 720:
  ~ stage = VENTING
- stage == SETTLING && heard >= 550 && trust >= 450:
  ~ stage = SOLVING
- stage == SOLVING && heat >= 700:
  ~ stage = SETTLING
- stage == SOLVING && agree && trust >= 600:
  ~ stage = CONTENT
- stage == ESCALATED && heat < 700 && heard >= 350:
  ~ stage = SETTLING
- stage == WITHDRAWN && heard >= 450 && trust >= 400:
  ~ stage = SETTLING
}
{
- turn >= 12:
  -> hang_up
- stage == ESCALATED && patience < 400: I have said this enough times now.
- stage == ESCALATED: Who else can I speak to?
- stage == WITHDRAWN: Fine. Whatever you think.
- stage == VENTING && heat >= 650: Six on the bill, four in the box!
- stage == VENTING: I have guests on Saturday.
- stage == SETTLING && trust >= 450: All right. You seem to follow me.
- stage == SETTLING: I hear you. I am not sure yet.
- stage == SOLVING && offer: Thursday could work.
- stage == SOLVING: So what can you do?
- else: Good. That helps.
}
-> call

=== hang_up
{ stage:
- CONTENT: Thank you. I will look out for the courier.
- SOLVING: Right. Let us see if they come.
- SETTLING: I had hoped for more, but thank you.
- WITHDRAWN: Never mind, then. Goodbye.
- else: I will take my custom somewhere else.
}
-> END
