# The works of engine.m with NumPy, PyTorch or JAX (PEER): prints the seconds of one unit and a cost.
# Each peer in its fastest form: PyTorch compiles the gradient written by hand, JAX whole epochs and loops of steps.
# Searches are SciPy's and PyTorch's; their cost goes to standard error, since each searches in its own way.
import os, statistics, sys, time
import numpy as np

peer, work = os.environ["PEER"], os.environ["WORK"]
threads = len(os.sched_getaffinity(0))

def examples(m, n, kind=np.float64):
    i = np.arange(1, m + 1)
    y = i * i // 7 % 10
    j = np.arange(1.0, n + 1)
    X = np.empty((m, n), kind)
    for k in range(0, m, 128):
        rows = slice(k, k + 128)
        X[rows] = 0.5 + 0.25 * np.sin(np.outer(i[rows], j)) + 0.25 * np.cos(np.outer(y[rows] + 1, j))
    return X, y

def weights(sizes, kind):
    made = []
    for a, b in zip(sizes, sizes[1:]):
        W = np.sin(np.arange(1.0, a * b + 1) ** 2 * 1.7).reshape(b, a, order="F") * np.sqrt(6 / (a + b))
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

def torch_by_hand(P, X, Y, lam):
    m, (W1, b1, W2, b2) = len(X), P
    a = torch.sigmoid(torch.addmm(b1, X, W1)); z = torch.addmm(b2, a, W2)
    J = (torch.nn.functional.softplus(z) - z * Y).sum() / m + lam / (2 * m) * ((W1 ** 2).sum() + (W2 ** 2).sum())
    d2 = (torch.sigmoid(z) - Y) / m; d1 = d2 @ W2.T * a * (1 - a)
    return J, (X.T @ d1 + lam / m * W1, d1.sum(0), a.T @ d2 + lam / m * W2, d2.sum(0))

def gradient(P, X, labels, act, softmax, lam, kind, by_hand):
    """A function of no arguments that computes cost and gradient and returns the cost."""
    Y = np.eye(10, dtype=kind)[labels]
    if peer == "numpy": return lambda: numpy_gradient(P, X, Y, act, softmax, lam)[0]
    if peer == "torch" and by_hand:
        f, arguments = torch.compile(torch.no_grad()(torch_by_hand), dynamic=False), ([T(p) for p in P], T(X), T(Y))
        return lambda: f(*arguments, lam)[0].item()
    if peer == "torch":
        Q, Xt, Yt = [T(p).requires_grad_() for p in P], T(X), T(labels) if softmax else T(Y)
        def run():
            J = torch_cost(Q, Xt, Yt, act, softmax, lam); torch.autograd.grad(J, Q); return J.item()
        return run
    f = jax.jit(lambda P, X, Y: jax.value_and_grad(jax_cost)(P, X, Y, act, softmax, lam))
    arguments = jax.device_put((P, X, Y))
    return lambda: float(jax.block_until_ready(f(*arguments))[0])

def trainer(P, X, labels, act, softmax, method, rate, kind, batch):
    """A function that trains for some epochs with the first batches (all of them: None), and one that gives the cost of some rows."""
    Y = np.eye(10, dtype=kind)[labels] if softmax else labels.astype(kind).reshape(-1, 1)
    b1, b2, eps, state = 0.9, 0.999, 1e-8, {"t": 0}
    def loop(step):
        def run(batches, epochs):
            for _ in range(epochs):
                for k in range(batches or len(X) // batch): step(slice(k * batch, (k + 1) * batch))
        return run
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
        return loop(step), lambda rows: numpy_gradient(P, X[rows], Y[rows], act, softmax)[0]
    if peer == "torch":
        Q, Xt, Yt = [T(p).requires_grad_() for p in P], T(X), T(labels) if softmax else T(Y)
        o = torch.optim.SGD(Q, lr=rate) if method == "gd" else torch.optim.Adam(Q, lr=rate)
        def step(rows): o.zero_grad(); torch_cost(Q, Xt[rows], Yt[rows], act, softmax).backward(); o.step()
        return loop(step), lambda rows: torch_cost(Q, Xt[rows], Yt[rows], act, softmax).item()
    def update(s, XY):
        P, M, V, t = s; g = jax.grad(jax_cost)(P, *XY, act, softmax); t = t + 1
        if method == "gd": return ([p - kind(rate) * d for p, d in zip(P, g)], M, V, t), None
        M = [kind(b1) * m + kind(1 - b1) * d for m, d in zip(M, g)]
        V = [kind(b2) * v + kind(1 - b2) * d * d for v, d in zip(V, g)]
        c1, c2 = (rate / (1 - b1 ** t)).astype(kind), (1 / (1 - b2 ** t)).astype(kind)
        return ([p - c1 * m / (jnp.sqrt(v * c2) + kind(eps)) for p, m, v in zip(P, M, V)], M, V, t), None
    def all_epochs(s, Xb, Yb, epochs):
        one = lambda s: update(s, (Xb[0], Yb[0]))[0] if len(Xb) == 1 else jax.lax.scan(update, s, (Xb, Yb))[0]
        return jax.lax.fori_loop(0, epochs, lambda _, s: one(s), s)
    compiled = jax.jit(all_epochs, donate_argnums=0)
    Xb, Yb = (jnp.asarray(A.reshape(-1, batch, A.shape[1])) for A in (X, Y))
    zeros = lambda: [jnp.zeros(p.shape, kind) for p in P] if method == "adam" else []
    state["s"] = ([jnp.array(p) for p in P], zeros(), zeros(), jnp.float64(0))
    def run(batches, epochs):
        data = (Xb[:batches], Yb[:batches]) if batches else (Xb, Yb)
        state["s"] = jax.block_until_ready(compiled(state["s"], *data, epochs))
    run(None, 0)
    return run, lambda rows: float(jax_cost(state["s"][0], X[rows], Y[rows], act, softmax))

method = os.environ.get("METHOD", "gd")
if work in ("gradient", "grad"):
    m = int(os.environ["M"]); X, y = examples(m, 400); passes = max(10, round(10000 / m))
    run = gradient(weights([400, 25, 10], np.float64), X, y, "sigmoid", False, 1.0, np.float64, work == "gradient")
    times = []; run()
    for _ in range(9):
        t = time.perf_counter()
        for _ in range(passes): J = run()
        times.append((time.perf_counter() - t) / passes)
    print("%.6g %.6g" % (statistics.median(times), J))
elif work == "batches":
    sizes = [int(s) for s in os.environ["SIZES"].split()]
    X, y = examples(59904, sizes[0], np.float32)
    run, cost = trainer(weights(sizes, np.float32), X, y, os.environ["ACTIVATION"], True, method,
                        float(os.environ["RATE"]), np.float32, 128)
    run(20, 1); J = cost(slice(1280)); times = []
    for _ in range(int(os.environ["EPOCHS"])):
        t = time.perf_counter(); run(None, 1); times.append(time.perf_counter() - t)
    print("%.6g %.3g" % (statistics.median(times), J))
elif work == "xor":
    n = int(float(os.environ["SIZE"])); X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    P = [np.array([[0.5, -0.3], [-0.4, 0.6]]), np.array([0.1, -0.2]), np.array([[-0.7], [0.8]]), np.array([0.3])]
    run, cost = trainer(P, X, np.array([0, 1, 1, 0]), "sigmoid", False, "gd", 1.0, np.float64, 4)
    t = time.perf_counter(); run(None, n); t = time.perf_counter() - t
    print("%.6g %.6g" % (t / n, cost(slice(4))))
elif work == "deep":
    X, y = examples(1797, 64)
    run, cost = trainer(weights([64, 40, 30, 20, 10], np.float64), X, y, "tanh", True, "gd", 0.1, np.float64, 1797)
    times = []
    for _ in range(200): t = time.perf_counter(); run(None, 1); times.append(time.perf_counter() - t)
    print("%.6g %.4g" % (statistics.median(times), cost(slice(None))))
elif work == "search":
    X, y = examples(1797, 64); P = weights([64, 40, 10], np.float64); Y = np.eye(10)[y]
    if peer == "jax" or (peer, method) == ("torch", "cg"): sys.exit()
    if peer == "torch":
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
