"""Stories (情景): whole cases as YAML that people read and write, played step by step."""

from workflow.stories.format import StoryFile
from workflow.stories.play import Difference, Played, begin, go_on, play
from workflow.stories.reading import Story, StoryInvalid, read_story

__all__ = [
    "Difference", "Played", "Story", "StoryFile", "StoryInvalid", "begin", "go_on", "play",
    "read_story",
]  # fmt: skip
