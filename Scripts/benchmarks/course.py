# Cost and gradient of the 400-25-10 network over M examples, with NumPy. Prints the seconds of one evaluation,
# the median of nine rounds, and the cost.
import os, statistics, time
import numpy as np

def cost_and_gradient(Theta1, Theta2, X, Y, lam):
    m = X.shape[0]
    a1 = np.hstack([np.ones((m, 1)), X])
    a2 = np.hstack([np.ones((m, 1)), 1 / (1 + np.exp(-a1 @ Theta1.T))])
    h = 1 / (1 + np.exp(-a2 @ Theta2.T))
    penalty = (Theta1[:, 1:] ** 2).sum() + (Theta2[:, 1:] ** 2).sum()
    J = (-Y * np.log(h) - (1 - Y) * np.log(1 - h)).sum() / m + lam / (2 * m) * penalty
    d3 = h - Y
    d2 = (d3 @ Theta2[:, 1:]) * a2[:, 1:] * (1 - a2[:, 1:])
    reg = lambda T: lam * np.hstack([np.zeros((T.shape[0], 1)), T[:, 1:]])
    grads = [(d2.T @ a1 + reg(Theta1)) / m, (d3.T @ a2 + reg(Theta2)) / m]
    return J, np.concatenate([g.ravel(order="F") for g in grads])

m = int(os.environ["M"])
passes = max(1, round(2000 / m))
X = np.sin(np.arange(1.0, m * 400 + 1)).reshape(m, 400, order="F")
Y = (np.arange(m)[:, None] % 10 == np.arange(10)).astype(float)
Theta1 = np.cos(np.arange(1.0, 25 * 401 + 1)).reshape(25, 401, order="F") / 10
Theta2 = np.cos(np.arange(1.0, 10 * 26 + 1)).reshape(10, 26, order="F") / 10
times = []
for _ in range(9):
    start = time.perf_counter()
    for _ in range(passes):
        J, grad = cost_and_gradient(Theta1, Theta2, X, Y, 1)
    times.append((time.perf_counter() - start) / passes)
print("%.6g %.6g" % (statistics.median(times), J))
