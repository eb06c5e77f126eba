-- Numbers one by one: the work of scalar.m without its matrices. Prints the seconds of one pass, step or call
-- and a checksum.
local floor = math.floor
local work = {}

function work.loop(n)
  local s = 0.0
  for i = 1, n do s = s + i * i - floor(i / 3) end
  return n, s
end

function work.collatz(n)
  local steps = 0
  for start = 1, n do
    local x = start
    while x ~= 1 do
      if x % 2 == 0 then x = x // 2 else x = 3 * x + 1 end
      steps = steps + 1
    end
  end
  return steps, steps
end

local function line(x, y) return 0.5 * x + y end

function work.calls(n)
  local s = 0.0
  for i = 1, n do s = line(s, i) end
  return n, s
end

local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

function work.fib(n)
  local a, b = 0, 1
  for _ = 0, n do a, b = b, a + b end
  return 2 * a - 1, fib(n)
end

function work.fill(n)
  local A, sum = {}, 0
  for i = 1, n do
    local row = {}
    for j = 1, n do row[j] = i * j end
    A[i] = row
  end
  for i = 1, n do for j = 1, n do sum = sum + A[i][j] end end
  return n * n, sum
end

local run = work[os.getenv("WORK")]
local _, check = run(20)
local n = math.tointeger(tonumber(os.getenv("SIZE")))
local start = os.clock()
local units = run(n)
print(string.format("%.6g %.6g", (os.clock() - start) / units, check))
