import Evaluation
import Glibc
import Matrices

/// Factorials, binomial coefficients and primes.
let wholeNumbers: [Builtin] = [
  Builtin(
    "factorial(n)", "The product 1 * 2 * ... * n",
    examples: """
      >> factorial(5)
      ans = 120
      """,
    seeAlso: ["gamma", "nchoosek", "prod"], one: factorial),
  Builtin(
    "nchoosek(n, k)\nnchoosek(set, k)",
    "The number of ways to choose k of n things, or the choices themselves as rows",
    examples: """
      >> nchoosek(5, 2)
      ans = 10
      >> nchoosek([1 2 3], 2)
      ans =

         1   2
         1   3
         2   3

      """,
    seeAlso: ["factorial", "perms"], one: choose),
  Builtin(
    "bincoeff(n, k)", "The binomial coefficient of any real n and whole k",
    examples: """
      >> bincoeff(5, 2)
      ans = 10
      """,
    seeAlso: ["nchoosek", "factorial"],
    one: { call in
      try call.expect(2...2)
      return try combineElements(call, call[0], call[1], binomialCoefficient)
    }),
  Builtin(
    "primes(n)", "All primes up to n",
    examples: """
      >> primes(20)
      ans =

          2    3    5    7   11   13   17   19

      """,
    seeAlso: ["isprime", "factor", "list_primes"], one: primesUpTo),
  Builtin(
    "list_primes(n)", "The first n primes (25 when n is left out)",
    examples: """
      >> list_primes(5)
      ans =

          2    3    5    7   11

      """,
    seeAlso: ["primes", "isprime"], one: firstPrimes),
  Builtin(
    "isprime(x)", "Which elements are prime",
    examples: """
      >> isprime(7)
      ans = 1
      """,
    seeAlso: ["primes", "factor"], one: arePrime),
  Builtin(
    "factor(q)\n[p, n] = factor(q)", "The prime factors of q, or the distinct ones and how often",
    examples: """
      >> factor(60)
      ans =

         2   2   3   5

      """,
    seeAlso: ["primes", "isprime", "gcd"], many: primeFactors),
]

private func factorial(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let m = try numbers(call, 0)
  for i in 0..<m.count where !(m[i] >= 0 && m[i] == m[i].rounded()) {
    throw call.error("all N must be real non-negative integers")
  }
  return try mapElements(call, call[0]) { gammaFunction($0 + 1).rounded() }
}

private func choose(_ call: Call) throws -> Value {
  try call.expect(2...2)
  guard call[0].shape.isVector else {
    throw call.error("first argument must be a scalar or a vector")
  }
  guard let k = call[1].scalar, k >= 0, let count = Int(exactly: k) else {
    throw call.error("K must be an integer >= 0")
  }
  if call[0].isScalar, call[0].isNumeric || call[0].isLogical {
    return try binomial(call, Double(count))
  }
  return try combinations(call, count)
}

private func binomial(_ call: Call, _ k: Double) throws -> Value {
  guard let n = call[0].scalar, n >= 0, n == n.rounded() else {
    throw call.error("N must be a non-negative integer >= K")
  }
  if n < k { throw call.error("N must be a non-negative integer >= K") }
  let steps = min(k, n - k)
  if steps > 1e6 { throw call.error("K is too large") }
  var result = 1.0
  var i = 1.0
  while i <= steps {
    // Each intermediate result is a binomial coefficient itself, so that the division is exact.
    result = (result * (n - steps + i) / i).rounded()
    i += 1
  }
  if result >= 0x1p52 {
    call.session.warn("nchoosek: possible loss of precision", identifier: "Octave:nchoosek")
  }
  return try keepingClass(.number(result), of: call[0])
}

/// Rows of `k` elements in the order of the set, as an array of the set's class.
private func combinations(_ call: Call, _ k: Int) throws -> Value {
  let n = call[0].count
  if k > n || k == 0 {
    return try call[0].selected([.list([], shape: k == 0 ? Shape(1, 0) : Shape(0, k))])
  }
  var rows: [[Int]] = []
  var choice = Array(0..<k)
  while true {
    rows.append(choice)
    if rows.count * k > 50_000_000 {
      throw MatrixError.tooLarge(Shape(rows.count, k), elementBytes: 8)
    }
    if rows.count % 4096 == 0 { try call.checkInterrupt() }
    guard let i = choice.indices.last(where: { choice[$0] < n - k + $0 }) else { break }
    let next = choice[i] + 1
    for j in i..<k { choice[j] = next + j - i }
  }
  let indices = (0..<k).flatMap { column in rows.map { $0[column] } }
  let shape = Shape(rows.count, k)
  return try call[0].selected([.list(indices, shape: shape)])
    .rearranged(by: Reshaping(shape: shape))
}

/// The value converted to the class of `other` when that is single or an integer class.
func keepingClass(_ value: Value, of other: Value) throws -> Value {
  switch other.valueClass {
  case .single: try value.converted(to: .single) ?? value
  case .integer(let kind): try value.converted(to: .integer(kind)) ?? value
  default: value
  }
}

/// The sieve of Eratosthenes over the odd numbers.
private func sieve(_ limit: Int) -> [Double] {
  if limit < 2 { return [] }
  let count = (limit - 1) / 2
  var isComposite = [Bool](repeating: false, count: count)
  var i = 0
  while (2 * i + 3) * (2 * i + 3) <= limit {
    if !isComposite[i] {
      let p = 2 * i + 3
      var j = (p * p - 3) / 2
      while j < count {
        isComposite[j] = true
        j += p
      }
    }
    i += 1
  }
  var result = [2.0]
  for i in 0..<count where !isComposite[i] { result.append(Double(2 * i + 3)) }
  return result
}

/// n over k for any real n: gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1)).
private func binomialCoefficient(_ n: Double, _ k: Double) -> Double {
  if k == 0 { return 1 }
  guard k == k.rounded(), k > 0 else { return .nan }
  if k > 1e6 || n.isNaN { return .nan }
  var result = 1.0
  var i = 1.0
  while i <= k {
    result *= (n - k + i) / i
    i += 1
  }
  return n == n.rounded() ? result.rounded() : result
}

private func primesUpTo(_ call: Call) throws -> Value {
  try call.expect(1...1)
  guard call[0].isNumeric || call[0].isChar || call[0].isLogical, let limit = call[0].scalar else {
    throw call.error("N must be a real scalar")
  }
  if limit.isNaN || limit == .infinity {
    throw call.error("N must be finite (not +Inf or NaN)")
  }
  if limit > 4e9 { throw MatrixError.tooLarge(Shape(1, Int(min(limit, 1e18))), elementBytes: 8) }
  let found = limit < 2 ? [] : sieve(Int(limit))
  return try keepingClass(.matrix(Matrix(Shape(1, found.count), found)), of: call[0])
}

private func firstPrimes(_ call: Call) throws -> Value {
  try call.expect(0...1)
  guard call.count == 0 || call[0].isScalar else { throw call.error("N must be a real scalar") }
  let n = call.count == 0 ? 25 : try call.scalar(0)
  if n > 1e8 { throw MatrixError.tooLarge(Shape(1, Int(min(n, 1e18))), elementBytes: 8) }
  let count = n > 0 ? Int(n.rounded(.up)) : 0
  // The n-th prime is below n (log n + log log n) from n = 6 on.
  if count == 0 { return .emptyMatrix }
  let x = max(6, Double(count))
  let bound = Int(x * (Glibc.log(x) + Glibc.log(Glibc.log(x)))) + 1
  return try .row(Array(sieve(bound).prefix(count)))
}

/// Whether n is prime: trial division by small primes, then Miller-Rabin with bases that are sufficient for
/// all numbers of 64 bits.
private func isPrime(_ n: UInt64) -> Bool {
  if n < 2 { return false }
  let bases: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
  for p in bases where n % p == 0 { return n == p }
  if n < 37 * 37 { return true }
  let shift = UInt64((n - 1).trailingZeroBitCount)
  let odd = (n - 1) >> shift
  return bases.allSatisfy { base in
    var x = power(base, odd, modulo: n)
    if x == 1 || x == n - 1 { return true }
    for _ in 1..<max(1, shift) {
      x = product(x, x, modulo: n)
      if x == n - 1 { return true }
    }
    return false
  }
}

private func product(_ a: UInt64, _ b: UInt64, modulo n: UInt64) -> UInt64 {
  n.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
}

private func power(_ base: UInt64, _ exponent: UInt64, modulo n: UInt64) -> UInt64 {
  var (result, square, rest) = (UInt64(1), base % n, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result = product(result, square, modulo: n) }
    square = product(square, square, modulo: n)
    rest >>= 1
  }
  return result
}

private func arePrime(_ call: Call) throws -> Value {
  try call.expect(1...1)
  let m = try numbers(call, 0)
  if m.isEmpty { return call[0] }
  for i in 0..<m.count where m[i] != m[i].rounded() || m[i].isInfinite {
    throw call.error("X contains non-integer entries")
  }
  return .truths(try m.converted { isPrime(UInt64(exactly: abs($0)) ?? 0) })
}

private func primeFactors(_ call: Call) throws -> [Value] {
  try call.expect(1...1)
  guard let q = call[0].scalar, q >= 0, q == q.rounded() else {
    throw call.error("Q must be a real non-negative integer")
  }
  guard q < 0x1p53 else { throw call.error("Q too large to factor (> flintmax)") }
  var rest = UInt64(q)
  var factors: [Double] = rest < 4 ? [q] : []
  if rest >= 4 {
    var p: UInt64 = 2
    while p * p <= rest {
      while rest % p == 0 {
        factors.append(Double(p))
        rest /= p
      }
      p += p == 2 ? 1 : 2
      if p % 65_537 == 0 { try call.checkInterrupt() }
    }
    if rest > 1 { factors.append(Double(rest)) }
  }
  if call.outputCount < 2 {
    return [try keepingClass(.row(factors), of: call[0])]
  }
  var distinct: [Double] = []
  var counts: [Double] = []
  for factor in factors {
    if distinct.last == factor {
      counts[counts.count - 1] += 1
    } else {
      distinct.append(factor)
      counts.append(1)
    }
  }
  return [try keepingClass(.row(distinct), of: call[0]), try .row(counts)]
}
