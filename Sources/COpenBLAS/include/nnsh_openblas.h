// OpenBLAS with the LAPACK inside it, loaded at first use.
//
// Every routine takes the precision of its arrays, which are column-major, and works on untyped pointers:
// Fortran passes everything by reference, so that one prototype serves both precisions. Routines that need
// workspace ask for its size and allocate it. They return LAPACK's `info` (0 is success, positive numbers
// are numerical failures) or one of the two codes below. Arguments must be valid: the caller checks them.
#ifndef NNSH_OPENBLAS_H
#define NNSH_OPENBLAS_H

#include <stdbool.h>

typedef enum { NNSH_DOUBLE = 0, NNSH_SINGLE = 1 } nnsh_precision;

/// The library or the routine could not be found.
#define NNSH_NO_LIBRARY (-1000001)
/// The workspace could not be allocated.
#define NNSH_NO_MEMORY (-1000002)

/// Whether the library is there; loads it on the first call, from any thread.
bool nnsh_openblas_available(void);


/// C = alpha op(A) op(B) + beta C, C m x n.
int nnsh_gemm(nnsh_precision p, bool trans_a, bool trans_b, int m, int n, int k, const void *alpha,
              const void *a, int lda, const void *b, int ldb, const void *beta, void *c, int ldc);
/// y = alpha op(A) x + beta y, A m x n.
int nnsh_gemv(nnsh_precision p, bool trans, int m, int n, const void *alpha, const void *a, int lda,
              const void *x, int incx, const void *beta, void *y, int incy);
/// Upper triangle of C = A A' (trans false, A n x k) or A' A (trans true, A k x n).
int nnsh_syrk(nnsh_precision p, bool trans, int n, int k, const void *alpha, const void *a, int lda,
              const void *beta, void *c, int ldc);
/// B = alpha inv(op(A)) B (left) or alpha B inv(op(A)), A triangular.
int nnsh_trsm(nnsh_precision p, bool left, bool upper, bool trans, bool unit, int m, int n,
              const void *alpha, const void *a, int lda, void *b, int ldb);

/// PA = LU.
int nnsh_getrf(nnsh_precision p, int m, int n, void *a, int lda, int *pivots);
/// Solves with the factors of getrf.
int nnsh_getrs(nnsh_precision p, bool trans, int n, int columns, const void *a, int lda,
               const int *pivots, void *b, int ldb);
/// The inverse from the factors of getrf.
int nnsh_getri(nnsh_precision p, int n, void *a, int lda, const int *pivots);
/// Reciprocal condition number (1-norm) from the factors of getrf and the norm of the matrix.
int nnsh_gecon(nnsh_precision p, int n, const void *a, int lda, const void *norm, void *rcond);
/// A = U'U (upper) or LL'.
int nnsh_potrf(nnsh_precision p, bool upper, int n, void *a, int lda);
/// Solves with the upper factor of potrf.
int nnsh_potrs(nnsh_precision p, int n, int columns, const void *a, int lda, void *b, int ldb);
/// Reciprocal condition number from the upper factor of potrf.
int nnsh_pocon(nnsh_precision p, int n, const void *a, int lda, const void *norm, void *rcond);
/// Reciprocal condition number of a triangular matrix.
int nnsh_trcon(nnsh_precision p, bool upper, int n, const void *a, int lda, void *rcond);
/// Householder QR.
int nnsh_geqrf(nnsh_precision p, int m, int n, void *a, int lda, void *tau);
/// Householder QR with column pivoting; `pivots` zero on entry for free columns.
int nnsh_geqp3(nnsh_precision p, int m, int n, void *a, int lda, int *pivots, void *tau);
/// The first n columns of Q from geqrf's k reflectors.
int nnsh_orgqr(nnsh_precision p, int m, int n, int k, void *a, int lda, const void *tau);
/// Least squares of minimum norm through the SVD; B has max(m, n) rows, s min(m, n) elements.
int nnsh_gelsd(nnsh_precision p, int m, int n, int columns, void *a, int lda, void *b, int ldb,
               void *s, const void *rcond, int *rank);
/// SVD by divide and conquer; `job` as LAPACK's: 'A', 'S' or 'N'.
int nnsh_gesdd(nnsh_precision p, char job, int m, int n, void *a, int lda, void *s, void *u, int ldu,
               void *vt, int ldvt);
/// SVD by QR iteration; the fallback when gesdd does not converge, and what Octave uses by default.
int nnsh_gesvd(nnsh_precision p, char job, int m, int n, void *a, int lda, void *s, void *u, int ldu,
               void *vt, int ldvt);
/// Eigenvalues (ascending), and eigenvectors in place of A when asked for, of a symmetric matrix.
int nnsh_syev(nnsh_precision p, bool vectors, int n, void *a, int lda, void *w);
/// Symmetric generalised problem A x = w B x, B positive definite.
int nnsh_sygv(nnsh_precision p, bool vectors, int n, void *a, int lda, void *b, int ldb, void *w);
/// Eigenvalues and right eigenvectors (`vr` NULL: none) of a general matrix.
int nnsh_geev(nnsh_precision p, bool balance, int n, void *a, int lda, void *wr, void *wi, void *vl,
              int ldvl, void *vr, int ldvr);
// Generalised: eigenvalue i is (alphar[i] + alphai[i] i) / beta[i]; vl and vr may be NULL.
int nnsh_ggev(nnsh_precision p, int n, void *a, int lda, void *b, int ldb, void *alphar, void *alphai,
              void *beta, void *vl, int ldvl, void *vr, int ldvr);

#endif
