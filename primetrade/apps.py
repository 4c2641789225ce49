from django.apps import AppConfig


class PrimeTradeConfig(AppConfig):
    name = "primetrade"
