"""Forecasts of Nixtla's statsforecast for the scoreboard: forecast.py SERIES.csv SEASON HORIZON MODEL,MODEL...

SERIES.csv has one series a line, oldest value first. Prints model,index,values for each and model,seconds,S,P once: the
seconds of fitting and forecasting all series, after a warm-up on two of them, and the processor's of all its processes.
"""

import os
import sys
import time

os.environ.setdefault("NIXTLA_ID_AS_COL", "1")

import pandas as pd
from statsforecast import StatsForecast
from statsforecast import models as m

MAKE = {
    "AutoETS": lambda season: m.AutoETS(season_length=season),
    "AutoTheta": lambda season: m.AutoTheta(season_length=season),
    "AutoARIMA": lambda season: m.AutoARIMA(season_length=season),
}


def main(path, season, horizon, names):
    frames = []
    with open(path) as lines:
        for index, line in enumerate(lines):
            values = [float(v) for v in line.split(",")]
            frames.append(pd.DataFrame({"unique_id": index, "ds": range(len(values)), "y": values}))
    data = pd.concat(frames, ignore_index=True)
    few = data[data.unique_id < 2]
    for name in names:
        StatsForecast(models=[MAKE[name](season)], freq=1, n_jobs=1).forecast(df=few, h=horizon)
        model = StatsForecast(models=[MAKE[name](season)], freq=1, n_jobs=os.cpu_count())
        start, before = time.perf_counter(), os.times()
        ahead = model.forecast(df=data, h=horizon)
        seconds, after = time.perf_counter() - start, os.times()
        processor = sum(after[:4]) - sum(before[:4])
        for index, rows in ahead.groupby("unique_id"):
            print(name, index, *rows[name].tolist(), sep=",")
        print(name, "seconds", f"{seconds:.1f}", f"{processor:.1f}", sep=",", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4].split(","))
