"""Cost by namespace from usage samples, as a user of polars or pandas would write it: usage.py polars|pandas USAGE FLEET.

Prints namespace, used and held-unused cost, one line each; sums are in doubles and node-hours are not checked.
"""

import sys

CPU, RAM, GPU = "cpu_price_per_core_hour", "ram_price_per_gib_hour", "gpu_price_per_gpu_hour"


def with_polars(usage, fleet):
    import polars as pl

    nodes = pl.scan_csv(fleet).select(
        node=pl.col("name"), c=pl.col(CPU) / 3600, r=pl.col(RAM) / 2**30 / 3600, g=pl.col(GPU) / 3600
    )
    seconds = pl.col("seconds")
    held_cpu = pl.max_horizontal("cpu_request", "cpu_usage")
    held_ram = pl.max_horizontal("ram_request_bytes", "ram_usage_bytes")
    used_gpu = pl.col("gpu_request") * pl.col("gpu_utilisation")
    used = (pl.col("cpu_usage") * pl.col("c") + pl.col("ram_usage_bytes") * pl.col("r")
            + used_gpu.fill_null(0) * pl.col("g")) * seconds
    unused = ((held_cpu - pl.col("cpu_usage")) * pl.col("c") + (held_ram - pl.col("ram_usage_bytes")) * pl.col("r")
              + (pl.col("gpu_request") - pl.coalesce(used_gpu, "gpu_request")) * pl.col("g")) * seconds
    sums = (pl.scan_parquet(usage).join(nodes, on="node").group_by("namespace")
            .agg(used=used.sum(), unused=unused.sum()).sort("namespace").collect(engine="streaming"))
    return sums.iter_rows()


def with_pandas(usage, fleet):
    import pandas as pd

    columns = ["node", "namespace", "seconds", "cpu_request", "cpu_usage", "ram_request_bytes", "ram_usage_bytes",
               "gpu_request", "gpu_utilisation"]
    f = pd.read_parquet(usage, columns=columns)
    nodes = pd.read_csv(fleet).set_index("name")
    c, r, g = (f["node"].map(nodes[p]) / 3600 for p in (CPU, RAM, GPU))
    r /= 2**30
    used_gpu = f.gpu_request * f.gpu_utilisation
    used = (f.cpu_usage * c + f.ram_usage_bytes * r + used_gpu.fillna(0) * g) * f.seconds
    held_cpu = f[["cpu_request", "cpu_usage"]].max(axis=1)
    held_ram = f[["ram_request_bytes", "ram_usage_bytes"]].max(axis=1)
    unused = ((held_cpu - f.cpu_usage) * c + (held_ram - f.ram_usage_bytes) * r
              + (f.gpu_request - used_gpu.fillna(f.gpu_request)) * g) * f.seconds
    sums = pd.DataFrame({"namespace": f.namespace, "used": used, "unused": unused}).groupby("namespace").sum()
    return sums.itertuples()


for row in {"polars": with_polars, "pandas": with_pandas}[sys.argv[1]](*sys.argv[2:4]):
    print("\t".join(str(value) for value in row))
