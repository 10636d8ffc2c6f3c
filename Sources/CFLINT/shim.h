#ifndef SWIFT_REWARDS_CFLINT_SHIM_H
#define SWIFT_REWARDS_CFLINT_SHIM_H

// Debian 12 splits FLINT 2.9, Arb 2.23 and Calcium 0.4 into libraries with headers of their own; FLINT 3 is one library
// whose headers are all in <flint/…>. The functions used here have the same names and parameters in both.
#include <flint/flint.h>
#include <flint/fmpz.h>
#include <flint/fmpq.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_poly_factor.h>
#if __has_include(<flint/ca.h>)
#include <flint/acb.h>
#include <flint/acb_hypgeom.h>
#include <flint/arb.h>
#include <flint/ca.h>
#include <flint/qqbar.h>
#else
#include <acb.h>
#include <acb_hypgeom.h>
#include <arb.h>
#include <calcium/ca.h>
#include <calcium/qqbar.h>
#endif

// `rational` is an mpq_t; untyped here, so that this module and CGMP need not agree on who declares it.
static inline void cflint_set_rational(fmpq_t target, const void *_Nonnull rational) {
  fmpq_set_mpq(target, (mpq_srcptr)rational);
}

// The options are an array at the end of the context, which macros read.
static inline void cflint_set_option(ca_ctx_struct *_Nonnull context, slong option, slong value) {
  context->options[option] = value;
}

// T_TRUE, T_FALSE and T_UNKNOWN as 1, 0 and -1.
static inline int cflint_truth(truth_t truth) { return truth == T_TRUE ? 1 : truth == T_FALSE ? 0 : -1; }

// Parts of a complex ball; macros in the library.
static inline arb_struct *_Nonnull cflint_real(acb_struct *_Nonnull number) { return acb_realref(number); }
static inline arb_struct *_Nonnull cflint_imaginary(acb_struct *_Nonnull number) { return acb_imagref(number); }

// The middle of a ball, rounded.
static inline double cflint_double(arb_struct *_Nonnull number) { return arf_get_d(arb_midref(number), ARF_RND_NEAR); }

static inline arf_struct *_Nonnull cflint_middle(arb_struct *_Nonnull number) { return arb_midref(number); }
static inline fmpz *_Nonnull cflint_numerator(fmpq *_Nonnull rational) { return fmpq_numref(rational); }

#endif
