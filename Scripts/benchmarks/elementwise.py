# One chain of operations element by element, CHAIN (1 to 3), over N elements, with NumPy. Prints the
# seconds of the median of seven rounds, an element, and a checksum.
import os, statistics, time
import numpy as np

n = int(float(os.environ["N"]))
z = np.linspace(-6, 6, n)
a = 1 / (1 + np.exp(-z))
d = np.cos(z)
y = (np.arange(n) % 2).astype(float)
chain = {
    "1": lambda: 1 / (1 + np.exp(-z)),
    "2": lambda: a * (1 - a) * d,
    "3": lambda: np.sum(-y * np.log(a) - (1 - y) * np.log(1 - a)),
}[os.environ["CHAIN"]]
passes = max(1, round(3e6 / n))
times = []
for _ in range(7):
    start = time.perf_counter()
    for _ in range(passes):
        x = chain()
    times.append((time.perf_counter() - start) / passes / n)
print("%.6g %.6g" % (statistics.median(times), np.sum(x)))
