# The works of engine.m with NumPy, PyTorch or JAX (PEER): prints the seconds of one unit and the cost at the end.
# Searches are SciPy's and PyTorch's; their cost goes to standard error, since each searches in its own way.
import os, statistics, sys, time
import numpy as np

peer, work = os.environ["PEER"], os.environ["WORK"]
threads = len(os.sched_getaffinity(0))

def examples(m, n):
    i = np.arange(1, m + 1)
    y = i * i // 7 % 10
    j = np.arange(1.0, n + 1)
    return 0.5 + 0.25 * np.sin(np.outer(i, j)) + 0.25 * np.cos(np.outer(y + 1, j)), y

def weights(sizes, kind):
    made = []
    for a, b in zip(sizes, sizes[1:]):
        W = np.sin(np.arange(1, a * b + 1) * 1.7).reshape(b, a, order="F") * np.sqrt(6 / (a + b))
        made += [W.T.astype(kind), np.zeros(b, kind)]
    return made

def softplus(z): return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
sigmoid = lambda z: 1 / (1 + np.exp(-z))
G = {"sigmoid": (sigmoid, lambda a: a * (1 - a)), "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0),
     "tanh": (np.tanh, lambda a: 1 - a * a)}

def numpy_gradient(P, X, Y, act, softmax, lam=0.0):
    g, slope = G[act]
    a, L = [X], len(P) // 2
    for l in range(L):
        z = a[-1] @ P[2 * l] + P[2 * l + 1]
        a.append(z if l == L - 1 else g(z))
    m = len(X)
    if softmax:
        e = np.exp(z - z.max(1, keepdims=True)); s = e.sum(1, keepdims=True); h = e / s
        J = ((np.log(s) + z.max(1, keepdims=True)).sum() - (z * Y).sum()) / m
    else:
        h = sigmoid(z); J = (softplus(z) - z * Y).sum() / m
    d, grads = (h - Y) / m, [None] * len(P)
    for l in reversed(range(L)):
        grads[2 * l] = a[l].T @ d; grads[2 * l + 1] = d.sum(0)
        if lam: grads[2 * l] += lam / m * P[2 * l]; J += lam / (2 * m) * (P[2 * l] ** 2).sum()
        if l: d = (d @ P[2 * l].T) * slope(a[l])
    return J, grads

if peer == "torch":
    import torch
    torch.set_num_threads(threads)
    T = torch.from_numpy
    ACT = {"sigmoid": torch.sigmoid, "relu": torch.relu, "tanh": torch.tanh}
    def torch_cost(P, X, Y, act, softmax, lam=0.0):
        L = len(P) // 2; a = X
        for l in range(L):
            z = torch.addmm(P[2 * l + 1], a, P[2 * l]); a = ACT[act](z) if l < L - 1 else z
        if softmax: J = torch.nn.functional.cross_entropy(z, Y)
        else: J = torch.nn.functional.binary_cross_entropy_with_logits(z, Y, reduction="sum") / len(X)
        if lam: J = J + lam / (2 * len(X)) * sum((W * W).sum() for W in P[::2])
        return J
if peer == "jax":
    import jax, jax.numpy as jnp
    jax.config.update("jax_enable_x64", True)
    JACT = {"sigmoid": jax.nn.sigmoid, "relu": jax.nn.relu, "tanh": jnp.tanh}
    def jax_cost(P, X, Y, act, softmax, lam=0.0):
        L = len(P) // 2; a = X
        for l in range(L):
            z = a @ P[2 * l] + P[2 * l + 1]; a = JACT[act](z) if l < L - 1 else z
        if softmax: J = (jax.nn.logsumexp(z, axis=1) - (z * Y).sum(1)).mean()
        else: J = (jax.nn.softplus(z) - z * Y).sum() / len(X)
        return J + (lam / (2 * len(X)) * sum((W * W).sum() for W in P[::2]) if lam else 0)

def gradient(P, X, labels, act, softmax, lam, kind):
    """A function of no arguments that computes cost and gradient and returns the cost."""
    Y = np.eye(10, dtype=kind)[labels]
    if peer == "numpy": return lambda: numpy_gradient(P, X, Y, act, softmax, lam)[0]
    if peer == "torch":
        Q, Xt, Yt = [T(p).requires_grad_() for p in P], T(X), T(labels) if softmax else T(Y)
        def run():
            J = torch_cost(Q, Xt, Yt, act, softmax, lam); torch.autograd.grad(J, Q); return J.item()
        return run
    f = jax.jit(jax.value_and_grad(lambda P: jax_cost(P, X, Y, act, softmax, lam)))
    P = [jnp.asarray(p) for p in P]
    def run():
        J, g = f(P); g[0].block_until_ready(); return float(J)
    return run

def trainer(P, X, labels, act, softmax, method, rate, kind):
    """A function that updates the weights with the rows of one batch, and one that gives the cost."""
    Y = np.eye(10, dtype=kind)[labels] if softmax else labels.astype(kind).reshape(-1, 1)
    b1, b2, eps, state = 0.9, 0.999, 1e-8, {"t": 0}
    if peer == "numpy":
        M, V = [np.zeros_like(p) for p in P], [np.zeros_like(p) for p in P]
        def step(rows):
            g = numpy_gradient(P, X[rows], Y[rows], act, softmax)[1]
            if method == "gd":
                for p, d in zip(P, g): p -= kind(rate) * d
                return
            state["t"] += 1; c1, c2 = kind(rate / (1 - b1 ** state["t"])), kind(1 / (1 - b2 ** state["t"]))
            for p, d, m, v in zip(P, g, M, V):
                m *= kind(b1); m += kind(1 - b1) * d; v *= kind(b2); v += kind(1 - b2) * d * d
                p -= c1 * m / (np.sqrt(v * c2) + kind(eps))
        return step, lambda: numpy_gradient(P, X, Y, act, softmax)[0]
    if peer == "torch":
        Q, Xt, Yt = [T(p).requires_grad_() for p in P], T(X), T(labels) if softmax else T(Y)
        o = torch.optim.SGD(Q, lr=rate) if method == "gd" else torch.optim.Adam(Q, lr=rate)
        def step(rows): o.zero_grad(); torch_cost(Q, Xt[rows], Yt[rows], act, softmax).backward(); o.step()
        return step, lambda: torch_cost(Q, Xt, Yt, act, softmax).item()
    Z = [jnp.zeros_like(p) for p in P]
    @jax.jit
    def update(s, Xb, Yb):
        P, M, V, t = s; g = jax.grad(jax_cost)(P, Xb, Yb, act, softmax); t = t + 1
        if method == "gd": return [p - kind(rate) * d for p, d in zip(P, g)], M, V, t
        M = [kind(b1) * m + kind(1 - b1) * d for m, d in zip(M, g)]
        V = [kind(b2) * v + kind(1 - b2) * d * d for v, d in zip(V, g)]
        c1, c2 = (rate / (1 - b1 ** t)).astype(kind), (1 / (1 - b2 ** t)).astype(kind)
        return [p - c1 * m / (jnp.sqrt(v * c2) + kind(eps)) for p, m, v in zip(P, M, V)], M, V, t
    state["s"] = ([jnp.asarray(p) for p in P], Z, Z, jnp.float64(0))
    def step(rows): state["s"] = update(state["s"], X[rows], Y[rows]); state["s"][0][0].block_until_ready()
    return step, lambda: float(jax_cost(state["s"][0], X, Y, act, softmax))

method = os.environ.get("METHOD", "gd")
if work == "gradient":
    m = int(os.environ["M"]); X, y = examples(m, 400); passes = max(1, round(10000 / m))
    run = gradient(weights([400, 25, 10], np.float64), X, y, "sigmoid", False, 1.0, np.float64)
    times = []; run()
    for _ in range(9):
        t = time.perf_counter()
        for _ in range(passes): J = run()
        times.append((time.perf_counter() - t) / passes)
    print("%.6g %.6g" % (statistics.median(times), J))
elif work == "batches":
    sizes = [int(s) for s in os.environ["SIZES"].split()]; m = 128 * int(os.environ["BATCHES"])
    X, y = examples(m, sizes[0]); X = X.astype(np.float32)
    step, cost = trainer(weights(sizes, np.float32), X, y, os.environ["ACTIVATION"], True, method,
                         float(os.environ["RATE"]), np.float32)
    times = []
    for _ in range(4):
        t = time.perf_counter()
        for k in range(0, m, 128): step(slice(k, k + 128))
        times.append((time.perf_counter() - t) / (m // 128))
    print("%.6g %.3g" % (statistics.median(times), cost()))
elif work == "xor":
    n = int(float(os.environ["SIZE"])); X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    P = [np.array([[0.5, -0.3], [-0.4, 0.6]]), np.array([0.1, -0.2]), np.array([[-0.7], [0.8]]), np.array([0.3])]
    step, cost = trainer(P, X, np.array([0, 1, 1, 0]), "sigmoid", False, "gd", 1.0, np.float64)
    step(slice(0, 4)) if peer == "jax" else None
    t = time.perf_counter(); [step(slice(0, 4)) for _ in range(n - (peer == "jax"))]
    print("%.6g %.6g" % ((time.perf_counter() - t) / n, cost()))
elif work == "deep":
    X, y = examples(1797, 64)
    step, cost = trainer(weights([64, 40, 30, 20, 10], np.float64), X, y, "tanh", True, "gd", 0.1, np.float64)
    times = []
    for _ in range(200): t = time.perf_counter(); step(slice(0, 1797)); times.append(time.perf_counter() - t)
    print("%.6g %.4g" % (statistics.median(times), cost()))
elif work == "search":
    X, y = examples(1797, 64); P = weights([64, 40, 10], np.float64); Y = np.eye(10)[y]
    if peer == "torch":
        if method == "cg": sys.exit()
        Q, Xt, yt = [T(p).requires_grad_() for p in P], T(X), T(y)
        o = torch.optim.LBFGS(Q, max_iter=100, history_size=10, line_search_fn="strong_wolfe",
                              tolerance_grad=0, tolerance_change=0)
        def closure(): o.zero_grad(); J = torch_cost(Q, Xt, yt, "tanh", True, 1.0); J.backward(); return J
        t = time.perf_counter(); o.step(closure); t = time.perf_counter() - t; J = closure().item()
    else:
        import scipy.optimize
        cuts, shapes = np.cumsum([p.size for p in P])[:-1], [p.shape for p in P]
        def f(v):
            J, g = numpy_gradient([p.reshape(s) for p, s in zip(np.split(v, cuts), shapes)], X, Y, "tanh", True, 1.0)
            return J, np.concatenate([d.ravel() for d in g])
        t = time.perf_counter()
        r = scipy.optimize.minimize(f, np.concatenate([p.ravel() for p in P]), jac=True, options={
            "maxiter": 100, "gtol": 0, **({"ftol": 0} if method == "lbfgs" else {})},
            method="L-BFGS-B" if method == "lbfgs" else "CG")
        t, J = time.perf_counter() - t, r.fun
    print("%.6g 0" % t)
    print("%s %s: cost %.5f after 100 iterations" % (peer, method, J), file=sys.stderr)
