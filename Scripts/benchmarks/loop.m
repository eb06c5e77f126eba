% A scalar loop. Prints seconds and a checksum. For nnsh and Octave.
passes = str2double(getenv("PASSES"));
tic;
s = 0;
for i = 1:passes
  s = s + i*i - floor(i/3);
end
seconds = toc;
printf("%.6f %.0f\n", seconds, s);
