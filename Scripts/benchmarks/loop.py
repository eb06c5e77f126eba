# A scalar loop. Prints seconds and a checksum.
import math, os, time
passes = int(os.environ["PASSES"])

def loop():
    s = 0.0
    i = 1.0
    while i <= passes:
        s = s + i * i - math.floor(i / 3)
        i += 1.0
    return s

start = time.perf_counter()
s = loop()
print("%.6f %.0f" % (time.perf_counter() - start, s))
