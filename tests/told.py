"""What an error says of content, without the codes: most tests are about places and words."""

from sim.studio.findings import ContentError


def told(error: ContentError) -> list[str]:
    """`file:line:column: message` for each finding."""
    return [f"{each.file}:{each.line}:{each.column}: {each.message}" for each in error.findings]
