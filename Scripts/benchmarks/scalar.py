# Numbers one by one: the work of scalar.m. Prints the seconds of one pass, step or call and a checksum.
import math, os, time

def sumloop(n):
    s = 0.0
    for i in range(1, n + 1):
        s = s + i * i - math.floor(i / 3)
    return n, s

def collatz(n):
    steps = 0
    for start in range(1, n + 1):
        x = start
        while x != 1:
            if x % 2 == 0:
                x = x // 2
            else:
                x = 3 * x + 1
            steps += 1
    return steps, steps

def line(x, y):
    return 0.5 * x + y

def calls(n):
    s = 0.0
    for i in range(1, n + 1):
        s = line(s, i)
    return n, s

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def fibonacci(n):
    a, b = 0, 1
    for _ in range(n + 1):
        a, b = b, a + b
    return 2 * a - 1, fib(n)

def fill(n):
    A = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            A[i][j] = (i + 1) * (j + 1)
    return n * n, sum(map(sum, A))

def xor(n):
    import numpy as np
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    y = np.array([[0], [1], [1], [0]], float)
    Theta1 = np.array([[0.1, 0.5, -0.4], [-0.2, 0.3, 0.6]])
    Theta2 = np.array([[0.2, -0.7, 0.4]])
    for _ in range(n):
        a1 = np.hstack([np.ones((4, 1)), X])
        a2 = np.hstack([np.ones((4, 1)), 1 / (1 + np.exp(-a1 @ Theta1.T))])
        h = 1 / (1 + np.exp(-a2 @ Theta2.T))
        d3 = h - y
        d2 = (d3 @ Theta2[:, 1:]) * a2[:, 1:] * (1 - a2[:, 1:])
        Theta1 = Theta1 - 0.5 / 4 * (d2.T @ a1)
        Theta2 = Theta2 - 0.5 / 4 * (d3.T @ a2)
    return n, float(np.sum(-y * np.log(h) - (1 - y) * np.log(1 - h)) / 4)

work = {"loop": sumloop, "collatz": collatz, "calls": calls, "fib": fibonacci, "fill": fill, "xor": xor}
work = work[os.environ["WORK"]]
_, check = work(20)
n = int(float(os.environ["SIZE"]))
start = time.perf_counter()
units, _ = work(n)
print("%.6g %.6g" % ((time.perf_counter() - start) / units, check))
