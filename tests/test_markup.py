"""What tests/markup.py refuses in templates."""

import pytest

from tests.markup import faults


@pytest.mark.parametrize(
    "line",
    [
        "{{ count }} task{{ count|pluralize }}",
        "Earlier {{ group.kind }}s",
        'task{% if count != "1" %}s{% endif %}',
        "{% if many %}s{% endif %}",
        "{# the first of two lines",
        "a" * 121,
        "They wait there for 30 days.",
        "At most 20 kB.",
        '<input name="title" maxlength="500">',
        '<input type="date" min="1970-01-01">',
        "<input pattern='[0-9]+'>",
        '{% field form.name label="Name" maxlength=100 %}',
    ],
)
def test_a_line_at_fault_is_named_by_its_number(line: str) -> None:
    assert [number for number, _words in faults(f"<p>\n{line}\n</p>")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "{% if count == 1 %}1 task{% else %}{{ count }} tasks{% endif %}",
        '<li class="{{ kind }}__head{% if late %} due--late{% endif %}">',
        "<input {% if on %}checked{% endif %}> {# a comment #}",
        '<input name="title"{% bounds "title" %}>',
        'They wait for {% limit "days_in_trash" %} days, {{ count }} days left, since 2 days ago.',
        '<progress max="{{ total }}" value="1">',
        '{% include "components/progress.html" with max=100 value=62 %}',
    ],
)
def test_whole_messages_and_classes_pass(line: str) -> None:
    assert list(faults(line)) == []
