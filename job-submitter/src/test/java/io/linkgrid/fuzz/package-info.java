/**
 * Files, specs and models as nobody should write them, made from seeds. {@link
 * io.linkgrid.fuzz.Fuzzer} has the long form; the tests run the same with fewer.
 */
package io.linkgrid.fuzz;
