"""What will happen, as far as the past can say: so far the further course of the repeat curve."""

from huitou.engine.prediction.repeat import RepeatForecast, forecast_repeat

__all__ = ["RepeatForecast", "forecast_repeat"]
