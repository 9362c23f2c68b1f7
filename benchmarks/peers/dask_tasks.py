"""Trivial tasks through Dask.distributed on this machine:  dask_tasks.py TASKS WORKERS memory|sqlite DATABASE

Prints tasks per second and milliseconds of CPU a task. A task returns 2.2 kB of float64, as much as the series of ours. With `memory` the
client gathers the results; with `sqlite` it also inserts each into a table, one transaction for all that have arrived meanwhile, with the
settings of our own database (WAL, synchronous = FULL). Scheduler and workers are up and have done 200 tasks before the clock runs.
"""
import logging
import sqlite3
import sys
import time

import distributed


def task(index):
    import array
    return array.array("d", [float(index)] * 275).tobytes()


def processor_time(client):
    return time.process_time() + sum(client.run(time.process_time).values())


def main():
    tasks, workers, keep, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
    logging.getLogger("distributed").setLevel(logging.ERROR)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = full")
    database.execute("create table results (item integer primary key, series blob)")
    with distributed.LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, \
            distributed.Client(cluster) as client:
        client.gather(client.map(task, range(-200, 0), pure=False))
        begin, cpu = time.perf_counter(), processor_time(client)
        futures = client.map(task, range(tasks), pure=False)
        if keep == "memory":
            done = len(client.gather(futures))
        else:
            item = {future.key: index for index, future in enumerate(futures)}
            for batch in distributed.as_completed(futures, with_results=True).batches():
                database.execute("begin")
                database.executemany("insert into results values (?, ?)", [(item[future.key], series) for future, series in batch])
                database.execute("commit")
            (done,) = database.execute("select count(*) from results").fetchone()
        seconds, cpu = time.perf_counter() - begin, processor_time(client) - cpu
        assert done == tasks, f"{done} of {tasks}"
        print(f"{tasks / seconds:.0f} {1000 * cpu / tasks:.3f}")


if __name__ == "__main__":
    main()
