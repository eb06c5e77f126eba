#include "nnsh_openblas.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

// Sets a variable for the time of loading unless the user has set it. Returns whether it did.
static bool lend(const char *variable, const char *value) {
  if (getenv(variable)) return false;
  setenv(variable, value, 0);
  return true;
}

static void *open_library(const char *core) {
  // The library reads the number of threads when it is loaded and starts a pool that spins: with one thread
  // there is no pool until a large problem asks for it.
  const char *threads_variable = "OPENBLAS_NUM_THREADS", *core_variable = "OPENBLAS_CORETYPE";
  bool lent_threads = lend(threads_variable, "1");
  bool lent_core = core && lend(core_variable, core);
  void *handle = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (lent_threads) unsetenv(threads_variable);
  if (lent_core) unsetenv(core_variable);
  return handle;
}

// The kernels that the library should have chosen, or NULL when its choice is good. A processor newer than
// the library gets kernels of 2004 (15 GFLOP/s for 60 and more).
static const char *better_core(void *handle) {
#if defined(__x86_64__)
  char *(*name_of_core)(void);
  *(void **)&name_of_core = dlsym(handle, "openblas_get_corename");
  if (!name_of_core) return NULL;
  const char *core = name_of_core();
  static const char *const old[] = {"Prescott", "Core2", "Penryn", "Dunnington", "Nehalem", "Atom",
                                    "Northwood", "Katmai", "Coppermine", "Banias", "Opteron", "Barcelona"};
  bool is_old = false;
  for (size_t i = 0; i < sizeof old / sizeof *old; i++) is_old = is_old || strcmp(core, old[i]) == 0;
  if (!is_old) return NULL;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    return "SkylakeX";
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return NULL;
}

static void load(void) {
  library = open_library(NULL);
  if (!library) return;
  const char *core = getenv("OPENBLAS_CORETYPE") ? NULL : better_core(library);
  if (core) {
    dlclose(library);
    library = open_library(core);
    if (!library) return;
  }
  // Its own threads stay off: they end at a fork, and a call that waits for them then waits for ever.
  void (*set_threads)(int);
  *(void **)&set_threads = dlsym(library, "openblas_set_num_threads");
  if (set_threads) set_threads(1);
}

bool nnsh_openblas_available(void) {
  pthread_once(&once, load);
  return library != NULL;
}


// The address of `d` or `s` + name, kept in `slot` (one for each precision) after the first call.
static void *symbol(_Atomic(void *) *slots, nnsh_precision p, const char *name) {
  void *found = atomic_load_explicit(&slots[p], memory_order_acquire);
  if (found || !nnsh_openblas_available()) return found;
  char full[16];
  full[0] = p == NNSH_DOUBLE ? 'd' : 's';
  strncpy(full + 1, name, sizeof full - 2);
  full[sizeof full - 1] = 0;
  found = dlsym(library, full);
  atomic_store_explicit(&slots[p], found, memory_order_release);
  return found;
}

// Declares `call`, a pointer to the routine, or returns NNSH_NO_LIBRARY. `LEN` is the hidden length of each
// character argument, which Fortran appends.
#define FIND(NAME, ...)                                     \
  static _Atomic(void *) slots[2];                          \
  void (*call)(__VA_ARGS__);                                \
  *(void **)&call = symbol(slots, p, NAME "_");             \
  if (!call) return NNSH_NO_LIBRARY
#define LEN size_t

typedef const char *Letter;
typedef const int *In;
typedef int *Info;

static const char no_yes[2] = {'N', 'T'};
static const char low_up[2] = {'L', 'U'};

static size_t width(nnsh_precision p) { return p == NNSH_DOUBLE ? sizeof(double) : sizeof(float); }

// The workspace size that a query left in `answer`.
static int asked(nnsh_precision p, const void *answer) {
  double size = p == NNSH_DOUBLE ? *(const double *)answer : *(const float *)answer;
  // Single precision rounds large sizes, perhaps down.
  size = size * (p == NNSH_DOUBLE ? 1.0 : 1.0000002) + 1;
  return size < 2147483647.0 ? (int)size : 2147483647;
}

static void *workspace(nnsh_precision p, int count) {
  return malloc(width(p) * (size_t)(count > 0 ? count : 1));
}

int nnsh_gemm(nnsh_precision p, bool ta, bool tb, int m, int n, int k, const void *alpha, const void *a,
              int lda, const void *b, int ldb, const void *beta, void *c, int ldc) {
  FIND("gemm", Letter, Letter, In, In, In, const void *, const void *, In, const void *, In,
       const void *, void *, In, LEN, LEN);
  call(&no_yes[ta], &no_yes[tb], &m, &n, &k, alpha, a, &lda, b, &ldb, beta, c, &ldc, 1, 1);
  return 0;
}

int nnsh_gemv(nnsh_precision p, bool trans, int m, int n, const void *alpha, const void *a, int lda,
              const void *x, int incx, const void *beta, void *y, int incy) {
  FIND("gemv", Letter, In, In, const void *, const void *, In, const void *, In, const void *, void *,
       In, LEN);
  call(&no_yes[trans], &m, &n, alpha, a, &lda, x, &incx, beta, y, &incy, 1);
  return 0;
}

int nnsh_syrk(nnsh_precision p, bool trans, int n, int k, const void *alpha, const void *a, int lda,
              const void *beta, void *c, int ldc) {
  FIND("syrk", Letter, Letter, In, In, const void *, const void *, In, const void *, void *, In, LEN,
       LEN);
  call("U", &no_yes[trans], &n, &k, alpha, a, &lda, beta, c, &ldc, 1, 1);
  return 0;
}

int nnsh_trsm(nnsh_precision p, bool left, bool upper, bool trans, bool unit, int m, int n,
              const void *alpha, const void *a, int lda, void *b, int ldb) {
  FIND("trsm", Letter, Letter, Letter, Letter, In, In, const void *, const void *, In, void *, In, LEN,
       LEN, LEN, LEN);
  call(left ? "L" : "R", &low_up[upper], &no_yes[trans], unit ? "U" : "N", &m, &n, alpha, a, &lda, b,
       &ldb, 1, 1, 1, 1);
  return 0;
}

int nnsh_getrf(nnsh_precision p, int m, int n, void *a, int lda, int *pivots) {
  FIND("getrf", In, In, void *, In, int *, Info);
  int info = 0;
  call(&m, &n, a, &lda, pivots, &info);
  return info;
}

int nnsh_getrs(nnsh_precision p, bool trans, int n, int columns, const void *a, int lda,
               const int *pivots, void *b, int ldb) {
  FIND("getrs", Letter, In, In, const void *, In, In, void *, In, Info, LEN);
  int info = 0;
  call(&no_yes[trans], &n, &columns, a, &lda, pivots, b, &ldb, &info, 1);
  return info;
}

int nnsh_getri(nnsh_precision p, int n, void *a, int lda, const int *pivots) {
  FIND("getri", In, void *, In, In, void *, In, Info);
  int info = 0, size = -1;
  double answer = 0;
  call(&n, a, &lda, pivots, &answer, &size, &info);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(&n, a, &lda, pivots, work, &size, &info);
  free(work);
  return info;
}

// The condition estimators share their workspaces: 4n numbers and n integers are enough for all.
typedef struct {
  void *numbers;
  int *integers;
} Scratch;

static Scratch scratch(nnsh_precision p, int n) {
  Scratch s = {calloc(4 * (size_t)n + 1, width(p)), calloc((size_t)n + 1, sizeof(int))};
  return s;
}

static int release(Scratch s, int info) {
  bool complete = s.numbers && s.integers;
  free(s.numbers);
  free(s.integers);
  return complete ? info : NNSH_NO_MEMORY;
}

int nnsh_gecon(nnsh_precision p, int n, const void *a, int lda, const void *norm, void *rcond) {
  FIND("gecon", Letter, In, const void *, In, const void *, void *, void *, int *, Info, LEN);
  int info = 0;
  Scratch s = scratch(p, n);
  if (s.numbers && s.integers) {
    call("1", &n, a, &lda, norm, rcond, s.numbers, s.integers, &info, 1);
  }
  return release(s, info);
}

int nnsh_potrf(nnsh_precision p, bool upper, int n, void *a, int lda) {
  FIND("potrf", Letter, In, void *, In, Info, LEN);
  int info = 0;
  call(&low_up[upper], &n, a, &lda, &info, 1);
  return info;
}

int nnsh_potrs(nnsh_precision p, int n, int columns, const void *a, int lda, void *b, int ldb) {
  FIND("potrs", Letter, In, In, const void *, In, void *, In, Info, LEN);
  int info = 0;
  call("U", &n, &columns, a, &lda, b, &ldb, &info, 1);
  return info;
}

int nnsh_pocon(nnsh_precision p, int n, const void *a, int lda, const void *norm, void *rcond) {
  FIND("pocon", Letter, In, const void *, In, const void *, void *, void *, int *, Info, LEN);
  int info = 0;
  Scratch s = scratch(p, n);
  if (s.numbers && s.integers) {
    call("U", &n, a, &lda, norm, rcond, s.numbers, s.integers, &info, 1);
  }
  return release(s, info);
}

int nnsh_trcon(nnsh_precision p, bool upper, int n, const void *a, int lda, void *rcond) {
  FIND("trcon", Letter, Letter, Letter, In, const void *, In, void *, void *, int *, Info, LEN, LEN,
       LEN);
  int info = 0;
  Scratch s = scratch(p, n);
  if (s.numbers && s.integers) {
    call("1", &low_up[upper], "N", &n, a, &lda, rcond, s.numbers, s.integers, &info, 1, 1, 1);
  }
  return release(s, info);
}

int nnsh_geqrf(nnsh_precision p, int m, int n, void *a, int lda, void *tau) {
  FIND("geqrf", In, In, void *, In, void *, void *, In, Info);
  int info = 0, size = -1;
  double answer = 0;
  call(&m, &n, a, &lda, tau, &answer, &size, &info);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(&m, &n, a, &lda, tau, work, &size, &info);
  free(work);
  return info;
}

int nnsh_geqp3(nnsh_precision p, int m, int n, void *a, int lda, int *pivots, void *tau) {
  FIND("geqp3", In, In, void *, In, int *, void *, void *, In, Info);
  int info = 0, size = -1;
  double answer = 0;
  call(&m, &n, a, &lda, pivots, tau, &answer, &size, &info);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(&m, &n, a, &lda, pivots, tau, work, &size, &info);
  free(work);
  return info;
}

int nnsh_orgqr(nnsh_precision p, int m, int n, int k, void *a, int lda, const void *tau) {
  FIND("orgqr", In, In, In, void *, In, const void *, void *, In, Info);
  int info = 0, size = -1;
  double answer = 0;
  call(&m, &n, &k, a, &lda, tau, &answer, &size, &info);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(&m, &n, &k, a, &lda, tau, work, &size, &info);
  free(work);
  return info;
}

int nnsh_gelsd(nnsh_precision p, int m, int n, int columns, void *a, int lda, void *b, int ldb, void *s,
               const void *rcond, int *rank) {
  FIND("gelsd", In, In, In, void *, In, void *, In, void *, const void *, int *, void *, In, int *,
       Info);
  int info = 0, size = -1, integers = 0;
  double answer = 0;
  call(&m, &n, &columns, a, &lda, b, &ldb, s, rcond, rank, &answer, &size, &integers, &info);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  int *integer_work = malloc(sizeof(int) * (size_t)(integers > 0 ? integers : 1));
  if (work && integer_work) {
    call(&m, &n, &columns, a, &lda, b, &ldb, s, rcond, rank, work, &size, integer_work, &info);
  } else {
    info = NNSH_NO_MEMORY;
  }
  free(work);
  free(integer_work);
  return info;
}

int nnsh_gesdd(nnsh_precision p, char job, int m, int n, void *a, int lda, void *s, void *u, int ldu,
               void *vt, int ldvt) {
  FIND("gesdd", Letter, In, In, void *, In, void *, void *, In, void *, In, void *, In, int *, Info,
       LEN);
  int info = 0, size = -1;
  double answer = 0;
  int *integers = malloc(sizeof(int) * (8 * (size_t)(m < n ? m : n) + 1));
  if (!integers) return NNSH_NO_MEMORY;
  call(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, &answer, &size, integers, &info, 1);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (work) {
    call(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &size, integers, &info, 1);
  } else {
    info = NNSH_NO_MEMORY;
  }
  free(work);
  free(integers);
  return info;
}

int nnsh_gesvd(nnsh_precision p, char job, int m, int n, void *a, int lda, void *s, void *u, int ldu,
               void *vt, int ldvt) {
  FIND("gesvd", Letter, Letter, In, In, void *, In, void *, void *, In, void *, In, void *, In, Info,
       LEN, LEN);
  int info = 0, size = -1;
  double answer = 0;
  call(&job, &job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, &answer, &size, &info, 1, 1);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(&job, &job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &size, &info, 1, 1);
  free(work);
  return info;
}

int nnsh_syev(nnsh_precision p, bool vectors, int n, void *a, int lda, void *w) {
  FIND("syev", Letter, Letter, In, void *, In, void *, void *, In, Info, LEN, LEN);
  const char *job = vectors ? "V" : "N";
  int info = 0, size = -1;
  double answer = 0;
  call(job, "U", &n, a, &lda, w, &answer, &size, &info, 1, 1);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(job, "U", &n, a, &lda, w, work, &size, &info, 1, 1);
  free(work);
  return info;
}

int nnsh_sygv(nnsh_precision p, bool vectors, int n, void *a, int lda, void *b, int ldb, void *w) {
  FIND("sygv", In, Letter, Letter, In, void *, In, void *, In, void *, void *, In, Info, LEN, LEN);
  const char *job = vectors ? "V" : "N";
  int info = 0, size = -1, type = 1;
  double answer = 0;
  call(&type, job, "U", &n, a, &lda, b, &ldb, w, &answer, &size, &info, 1, 1);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(&type, job, "U", &n, a, &lda, b, &ldb, w, work, &size, &info, 1, 1);
  free(work);
  return info;
}

int nnsh_geev(nnsh_precision p, bool balance, int n, void *a, int lda, void *wr, void *wi, void *vl,
              int ldvl, void *vr, int ldvr) {
  FIND("geevx", Letter, Letter, Letter, Letter, In, void *, In, void *, void *, void *, In, void *, In,
       Info, Info, void *, void *, void *, void *, void *, In, Info, Info, LEN, LEN, LEN, LEN);
  const char *balancing = balance ? "B" : "N", *left = vl ? "V" : "N", *right = vr ? "V" : "N";
  int info = 0, size = -1, low = 0, high = 0, unused = 0;
  double answer = 0, norm = 0;
  // The scaling, then two condition numbers for each eigenvalue, which nobody asks for.
  char *extra = workspace(p, n <= 715827882 ? 3 * n : 2147483647);
  if (!extra) return NNSH_NO_MEMORY;
  char *values = extra + (size_t)n * width(p), *vectors = values + (size_t)n * width(p);
  call(balancing, left, right, "N", &n, a, &lda, wr, wi, vl, &ldvl, vr, &ldvr, &low, &high, extra, &norm,
       values, vectors, &answer, &size, &unused, &info, 1, 1, 1, 1);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (work) {
    call(balancing, left, right, "N", &n, a, &lda, wr, wi, vl, &ldvl, vr, &ldvr, &low, &high, extra, &norm,
         values, vectors, work, &size, &unused, &info, 1, 1, 1, 1);
  }
  free(extra);
  if (!work) return NNSH_NO_MEMORY;
  free(work);
  return info;
}

int nnsh_ggev(nnsh_precision p, int n, void *a, int lda, void *b, int ldb, void *alphar, void *alphai,
              void *beta, void *vl, int ldvl, void *vr, int ldvr) {
  FIND("ggev", Letter, Letter, In, void *, In, void *, In, void *, void *, void *, void *, In, void *, In,
       void *, In, Info, LEN, LEN);
  const char *left = vl ? "V" : "N", *right = vr ? "V" : "N";
  int info = 0, size = -1;
  double answer = 0;
  call(left, right, &n, a, &lda, b, &ldb, alphar, alphai, beta, vl, &ldvl, vr, &ldvr, &answer, &size,
       &info, 1, 1);
  size = asked(p, &answer);
  void *work = workspace(p, size);
  if (!work) return NNSH_NO_MEMORY;
  call(left, right, &n, a, &lda, b, &ldb, alphar, alphai, beta, vl, &ldvl, vr, &ldvr, work, &size, &info,
       1, 1);
  free(work);
  return info;
}
