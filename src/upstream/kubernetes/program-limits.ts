/**
 * Length in bytes from which on Linux does not start a program that is given such an argument or variable, its name included.
 *
 * Source: Linux include/uapi/linux/binfmts.h, MAX_ARG_STRLEN: 32 pages of 4 KiB.
 */
export const longestArgument = 131_072;

/**
 * Length in bytes of all arguments and variables together above which Linux starts no program, whatever its limits.
 *
 * Source: Linux fs/exec.c bprm_stack_limits, three quarters of 8 MiB.
 */
export const longestArguments = 6_291_456;
