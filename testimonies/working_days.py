"""Working days: weekends and bank holidays are none.

The 48 hours of the Defamation (Operators of Websites) Regulations 2013 leave out Saturdays, Sundays, Good Friday,
Christmas Day and the bank holidays of England and Wales (SI 2013/3028, reg. 1(3)); we count every concern like that.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from django.conf import settings


def after(day: date, many: int) -> date:
    """The so manieth working day after `day`."""
    while many:
        day += timedelta(days=1)
        many -= is_one(day)
    return day


def is_one(day: date) -> bool:
    """Whether people work on it."""
    return day.weekday() < 5 and day not in _holidays(settings.CHORUS_HOLIDAYS)


@cache
def _holidays(where: str) -> holidays.HolidayBase:
    """Of a country, `GB`, or a part of one, `GB-ENG`. Raises NotImplementedError for one that nobody knows."""
    country, _dash, part = where.partition("-")
    return holidays.country_holidays(country, subdiv=part or None)
