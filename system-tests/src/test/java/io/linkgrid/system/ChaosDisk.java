package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of its own in the place of a directory, in memory, which can be filled without harm
 * to anybody else. Needs the right to mount.
 */
final class ChaosDisk {
  private static final String AMPLE = "2g";

  /** What is left on a disk that is full: not enough for anybody. */
  private static final long LEFT_KIB = 64;

  private final Path place;

  private ChaosDisk(Path place) {
    this.place = place;
  }

  /** Returns whether this process may mount a file system. */
  static boolean canBe(Path scratch) throws IOException, InterruptedException {
    boolean can = system("mount", "-t", "tmpfs", "none", scratch.toString()) == 0;
    return can && system("umount", scratch.toString()) == 0;
  }

  /** Moves what a directory holds to a disk that is mounted there. */
  static ChaosDisk under(Path place) throws IOException, InterruptedException {
    Path aside = place.resolveSibling("aside");
    must("mv", place.toString(), aside.toString());
    Files.createDirectory(place);
    must("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + AMPLE, "none", place.toString());
    must("cp", "-a", aside + "/.", place.toString());
    must("rm", "-r", aside.toString());
    return new ChaosDisk(place);
  }

  /** Returns the disk that was mounted there. */
  static ChaosDisk at(Path place) {
    return new ChaosDisk(place);
  }

  /** From now on nothing can be added. */
  void fill() throws IOException, InterruptedException {
    FileStore store = Files.getFileStore(place);
    // Meanwhile it may grow beyond what was looked at, and then it refuses.
    do {
      long used = (store.getTotalSpace() - store.getUnallocatedSpace()) / 1024;
      if (resize(used + LEFT_KIB + "k") == 0) {
        return;
      }
    } while (true);
  }

  /** Takes away what filled the disk. */
  void makeRoom() throws IOException, InterruptedException {
    assertThat(resize(AMPLE)).isZero();
  }

  private int resize(String size) throws IOException, InterruptedException {
    return system("mount", "-o", "remount,size=" + size, place.toString());
  }

  /** Moves what is on the disk back to a directory in its place. */
  void leave() throws IOException, InterruptedException {
    Path aside = place.resolveSibling("aside");
    must("cp", "-a", place.toString(), aside.toString());
    must("umount", place.toString());
    must("rmdir", place.toString());
    must("mv", aside.toString(), place.toString());
  }

  private static void must(String... command) throws IOException, InterruptedException {
    assertThat(system(command)).as(String.join(" ", command)).isZero();
  }

  private static int system(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
