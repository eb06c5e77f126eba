% Everyday work of scripts: WORK names it, SIZE tells how much. Prints the seconds of the median of three rounds
% for one unit of it and a checksum. For nnsh and Octave.
1;
function [units, check] = work(name, n)
  units = n;
  switch name
    case "strings"
      s = "";
      for i = 1:n
        s = [s, sprintf("%d,", i)];
      end
      check = length(s);
    case "cells"
      c = cell(1, n);
      for i = 1:n
        c{i} = i * 2;
      end
      check = 0;
      for i = 1:n
        check = check + c{i};
      end
    case "structs"
      s.total = 0;
      s.items = zeros(1, n);
      for i = 1:n
        s.items(i) = i;
        s.total = s.total + s.items(i);
      end
      check = s.total;
    case "append"
      x = [];
      for i = 1:n
        x(end + 1) = i;
      end
      check = sum(x);
    case "map"
      m = containers.Map("KeyType", "char", "ValueType", "any");
      for i = 1:n
        key = sprintf("k%d", mod(i, 1000));
        if isKey(m, key)
          m(key) = m(key) + 1;
        else
          m(key) = 1;
        end
      end
      check = m.Count;
    case "cellfun"
      c = num2cell(1:n);
      check = sum(cellfun(@(x) x * 2 + 1, c));
    case "cellfun-name"
      c = repmat({"abc", "de"}, 1, n / 2);
      check = sum(cellfun(@numel, c));
    case "arrayfun"
      check = sum(arrayfun(@(x) x^2, 1:n));
    case "sort"
      x = mod((1:n) * 7919, 1000003);
      y = sort(x);
      check = y(1) + y(end);
    case "regexprep"
      s = repmat("the quick brown fox ", 1, n);
      t = regexprep(s, '(\w+) (\w+)', '$2 $1');
      check = sum(t);
    case "strsplit"
      s = repmat("12.5,abc,7;", 1, n);
      parts = strsplit(s, {",", ";"});
      check = numel(parts);
    case "str2double"
      c = arrayfun(@(k) sprintf("%g", k / 7), 1:n, "UniformOutput", false);
      check = round(sum(str2double(c)));
    case "print"
      fprintf("%d %g\n", [1:n; (1:n) / 3]);
      check = n;
    case "display"
      x = (1:n)' / 3
      check = n;
    case "num2str"
      check = 0;
      for i = 1:n
        check = check + length(num2str(i / 3));
      end
    case "csv"
      name = [tempname() ".csv"];
      f = fopen(name, "w");
      fprintf(f, "%d,%g,%g\n", [1:n; (1:n) / 3; sqrt(1:n)]);
      fclose(f);
      tic;
      A = csvread(name);
      check = sum(A(:, 1));
      delete(name);
    case "find"
      x = mod(1:n, 7);
      check = sum(find(x == 3)) + numel(unique(x)) + sum(cumsum(x)) + any(x > 5);
    case "columns"
      A = reshape(1:n, 10, n / 10);
      check = 0;
      for column = A
        check = check + column(3);
      end
    case "rows"
      A = reshape(1:n, n / 10, 10);
      check = 0;
      for i = 1:rows(A)
        r = A(i, :);
        check = check + r * r';
      end
    case "bsxfun"
      A = reshape(1:n, n / 10, 10);
      B = (A - mean(A)) ./ std(A);
      check = round(sum(abs(B(:))));
    case "trycatch"
      check = 0;
      for i = 1:n
        try
          error("my:id", "failed %d", i);
        catch err
          check = check + length(err.message);
        end
      end
    case "strcmp"
      words = {"alpha", "beta", "gamma", "delta"};
      check = 0;
      for i = 1:n
        check = check + any(strcmp(words{mod(i, 4) + 1}, words));
      end
    case "logical"
      check = 0;
      x = 1:10;
      for i = 1:n
        y = x(x > mod(i, 10));
        check = check + numel(y);
      end
    case "while"
      check = 0;
      s = "";
      while numel(s) < n
        s(end + 1) = 'x';
        check += double(s(end));
      end
  end
end

name = getenv("WORK");
n = str2double(getenv("SIZE"));
times = zeros(3, 1);
for k = 1:numel(times)
  started = tic;
  [units, check] = work(name, n);
  times(k) = toc(started) / units;
end
fprintf(stderr, "%.6g %.6g\n", median(times), check);
