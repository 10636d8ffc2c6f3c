#ifndef SWIFT_REWARDS_CGMP_SHIM_H
#define SWIFT_REWARDS_CGMP_SHIM_H

#include <gmp.h>

// GMP's accessors are macros, which Swift cannot import; its functions import as __gmpz_* and __gmpq_*.

static inline int cgmp_mpz_sgn(const __mpz_struct *_Nonnull z) { return mpz_sgn(z); }

static inline __mpz_struct *_Nonnull cgmp_mpq_num(__mpq_struct *_Nonnull q) { return mpq_numref(q); }

static inline __mpz_struct *_Nonnull cgmp_mpq_den(__mpq_struct *_Nonnull q) { return mpq_denref(q); }

#endif
