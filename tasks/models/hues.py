"""The ten named colours of labels, projects and people (static/css/tokens.css has a class for each)."""

from django.db import models


class Hue(models.TextChoices):
    RED = "red", "Red"
    ORANGE = "orange", "Orange"
    YELLOW = "yellow", "Yellow"
    GREEN = "green", "Green"
    TEAL = "teal", "Teal"
    BLUE = "blue", "Blue"
    INDIGO = "indigo", "Indigo"
    VIOLET = "violet", "Violet"
    PINK = "pink", "Pink"
    GREY = "grey", "Grey"
