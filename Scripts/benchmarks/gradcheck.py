"""The gradient check of gradcheck.nn with NumPy, PyTorch or JAX (PEER): prints its seconds and the norm of the gradient.

NumPy makes one pass for each step of each parameter; PyTorch and JAX make the passes of the small network in one
(vmap). The course network would take most of a minute: 40 of its parameters are moved and the time is scaled.
"""
import os
import time

import numpy as np

peer, course = os.environ.get("PEER", "numpy"), os.environ.get("NET") == "course"
n, m = (400, 5000) if course else (20, 50)
count = 25 * (n + 1) + 260
p = np.sin(np.arange(1, count + 1)) / 10
X = np.sin(np.outer(np.arange(1, m + 1), np.arange(1, n + 1)).astype(float))
y = np.arange(1, m + 1) % 10
Y = np.eye(10)[y]


def cost(p, X=X, Y=Y, np=np):
    T1 = p[: 25 * (n + 1)].reshape(n + 1, 25)
    T2 = p[25 * (n + 1) :].reshape(26, 10)
    a2 = 1 / (1 + np.exp(-(X @ T1[1:] + T1[0])))
    h = 1 / (1 + np.exp(-(a2 @ T2[1:] + T2[0])))
    loss = -(Y * np.log(h) + (1 - Y) * np.log(1 - h)).sum() / m
    return loss + ((T1[1:] ** 2).sum() + (T2[1:] ** 2).sum()) / (2 * m)


def numeric(cost, entries, e=1e-4):
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
check = lambda: numeric(cost, entries)
if peer == "torch":
    import torch

    torch.set_num_threads(len(os.sched_getaffinity(0)))
    torch.set_grad_enabled(False)
    data = [torch.from_numpy(A) for A in (X, Y)]
    if course:
        check = lambda: numeric(lambda q: cost(torch.from_numpy(q), *data, torch).item(), entries)
    else:
        vmap = torch.func.vmap(lambda q: cost(q, *data, torch))
        q, E = torch.from_numpy(p), 1e-4 * torch.eye(count, dtype=torch.float64)
        check = lambda: ((vmap(q + E) - vmap(q - E)) / 2e-4).numpy()
if peer == "jax":
    import jax

    jax.config.update("jax_enable_x64", True)
    data = [jax.numpy.asarray(A) for A in (X, Y)]
    if course:
        one = jax.jit(lambda q, X, Y: cost(q, X, Y, jax.numpy))
        check = lambda: numeric(lambda q: float(one(q, *data)), entries)
    else:
        E = 1e-4 * np.eye(count)
        vmap = jax.vmap(lambda q, X, Y: cost(q, X, Y, jax.numpy), (0, None, None))
        both = jax.jit(lambda q, X, Y: (vmap(q + E, X, Y) - vmap(q - E, X, Y)) / 2e-4)
        check = lambda: np.asarray(both(p, *data))
if peer != "numpy":
    check()
seconds = float("inf")
for _ in range(1 if course else 5):
    t = time.perf_counter()
    g = check()
    seconds = min(seconds, (time.perf_counter() - t) * count / len(entries))
print("%.6g" % seconds if course else "%.6g %.6g" % (seconds, np.linalg.norm(g)))
