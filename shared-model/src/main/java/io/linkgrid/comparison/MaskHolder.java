package io.linkgrid.comparison;

/** Holds texts for which masks are made when they are compared with many. */
interface MaskHolder {
  /** Gives the memory of all masks back; who needs them makes them again. */
  void forgetMasks();
}
