"""The gradient check of gradcheck.nn in NumPy: one pass for each step of each parameter.

The course network would take most of a minute: 40 of its parameters are moved and the time is scaled.
"""
import os
import time

import numpy as np

course = os.environ.get("NET") == "course"
n, m = (400, 5000) if course else (20, 50)
count = 25 * (n + 1) + 260
p = np.sin(np.arange(1, count + 1)) / 10
X = np.sin(np.outer(np.arange(1, m + 1), np.arange(1, n + 1)).astype(float))
y = np.arange(1, m + 1) % 10
Y = np.eye(10)[y]


def cost(p):
    T1 = p[: 25 * (n + 1)].reshape(n + 1, 25)
    T2 = p[25 * (n + 1) :].reshape(26, 10)
    a2 = 1 / (1 + np.exp(-(X @ T1[1:] + T1[0])))
    h = 1 / (1 + np.exp(-(a2 @ T2[1:] + T2[0])))
    loss = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
    return loss + (np.sum(T1[1:] ** 2) + np.sum(T2[1:] ** 2)) / (2 * m)


def numeric(entries, e=1e-4):
    g = np.empty(len(entries))
    q = p.copy()
    for k, i in enumerate(entries):
        q[i] = p[i] + e
        up = cost(q)
        q[i] = p[i] - e
        g[k] = (up - cost(q)) / (2 * e)
        q[i] = p[i]
    return g


entries = np.linspace(0, count - 1, 40).astype(int) if course else np.arange(count)
t = time.perf_counter()
g = numeric(entries)
seconds = (time.perf_counter() - t) * count / len(entries)
print("%.6g" % seconds if course else "%.6g %.6g" % (seconds, np.linalg.norm(g)))
