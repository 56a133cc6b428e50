package io.linkgrid.source;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** How a file is packed. Its first bytes say so; its name may say what it likes. */
enum Packing {
  NONE,
  GZIP,
  ZIP;

  /**
   * When a packed file is refused.
   *
   * @param ratio how many times its own size it may become
   * @param harmless up to which size any ratio is welcome, in bytes
   */
  record Limits(long ratio, long harmless) {
    /** Text shrinks to a tenth, the most repetitive of it to some hundredth part. */
    static final Limits USUAL = new Limits(500, 64L << 20);
  }

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int NAMES_SHOWN = 5;

  /** Returns how a file is packed that begins with these bytes. */
  static Packing of(byte[] start) {
    if (start.length >= 3 && start[0] == 0x1f && start[1] == (byte) 0x8b && start[2] == 8) {
      return GZIP;
    }
    boolean zip =
        start.length >= 4
            && start[0] == 'P'
            && start[1] == 'K'
            && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
    return zip ? ZIP : NONE;
  }

  /**
   * Unpacks a file.
   *
   * @param bytesSeen is told how many of the packed bytes are done
   */
  void unpack(Path file, SpoolFile to, Limits limits, LongConsumer bytesSeen) throws IOException {
    switch (this) {
      case NONE -> throw new IllegalStateException(file + " is not packed");
      case GZIP -> gunzip(file, to, limits, bytesSeen);
      case ZIP -> unzip(file, to, limits, bytesSeen);
    }
  }

  private static void gunzip(Path file, SpoolFile to, Limits limits, LongConsumer bytesSeen)
      throws IOException {
    long packed = Files.size(file);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileChannel channel = FileChannel.open(file);
        Members in = new Members(Channels.newInputStream(channel))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
        refuseBomb(file, packed, to.written(), limits);
        bytesSeen.accept(channel.position());
      }
      refuseGarbage(file, in.unused() + packed - channel.position());
    } catch (EOFException e) {
      throw damaged(file, "gzip", "it ends too early, after " + SpoolFile.size(packed), e);
    } catch (ZipException e) {
      throw damaged(file, "gzip", ShownText.reason(e), e);
    }
  }

  /** The pieces of a gzip file, one after the other. */
  private static final class Members extends GZIPInputStream {
    /** The checksum and the size at the end of a piece. */
    private static final int TRAILER = 8;

    Members(InputStream packed) throws IOException {
      super(packed, BUFFER_BYTES);
    }

    /** Returns how many bytes were fetched, but are of no piece, when the last one has ended. */
    int unused() {
      return inf.getRemaining() - TRAILER;
    }
  }

  /**
   * The class of the JDK takes whatever follows a piece and is none for the end of the file, so a
   * second piece with a damaged head would vanish. Zeros fill up blocks, and mean nothing.
   */
  private static void refuseGarbage(Path file, long bytes) throws IOException {
    if (bytes <= 0) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      InputStream rest = Channels.newInputStream(channel.position(channel.size() - bytes));
      for (int b = rest.read(); b >= 0; b = rest.read()) {
        if (b != 0) {
          throw new ZipException(
              "the " + SpoolFile.size(bytes) + " at its end are no piece of gzip");
        }
      }
    }
  }

  private static void unzip(Path file, SpoolFile to, Limits limits, LongConsumer bytesSeen)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = dataFile(file, zip);
      if (entry.getSize() > 0) {
        to.expect(entry.getSize());
      }
      long packed = Files.size(file);
      CRC32 crc = new CRC32();
      byte[] buffer = new byte[BUFFER_BYTES];
      try (InputStream in = zip.getInputStream(entry)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          crc.update(buffer, 0, n);
          to.write(buffer, 0, n);
          refuseBomb(file, packed, to.written(), limits);
          double done = to.written() / (double) Math.max(to.written(), entry.getSize());
          bytesSeen.accept((long) (packed * done));
        }
      }
      if (entry.getCrc() != -1 && entry.getCrc() != crc.getValue()) {
        throw damaged(
            file,
            "zip",
            "the checksum of " + ShownText.of(entry.getName()) + " is wrong",
            new ZipException());
      }
    } catch (EOFException | ZipException e) {
      throw damaged(file, "zip", ShownText.reason(e), e);
    }
  }

  private static ZipEntry dataFile(Path file, ZipFile zip) {
    if (zip.getEntry("[Content_Types].xml") != null) {
      throw new LinkgridException(
          Kind.DATA,
          ShownText.nameOf(file)
              + " is an office document, but text in rows and columns was expected. Open it and"
              + " save the sheet as CSV (UTF-8).");
    }
    List<? extends ZipEntry> found = zip.stream().filter(Packing::isData).toList();
    if (found.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          ShownText.nameOf(file)
              + " is a zip file with nothing in it, but one data file was expected. Pack it again.");
    }
    if (found.size() > 1) {
      List<String> names =
          found.stream().limit(NAMES_SHOWN).map(e -> ShownText.of(e.getName())).toList();
      throw new LinkgridException(
          Kind.DATA,
          ShownText.nameOf(file)
              + " holds "
              + found.size()
              + " files, but one data file was expected: "
              + String.join(", ", names)
              + (found.size() > NAMES_SHOWN ? ", …" : "")
              + ". Unpack it and name the file that you mean.");
    }
    return found.get(0);
  }

  /** Leaves out directories and what file managers add on their own. */
  private static boolean isData(ZipEntry entry) {
    String name = entry.getName();
    String last = name.substring(name.lastIndexOf('/') + 1);
    return !entry.isDirectory()
        && !name.startsWith("__MACOSX/")
        && !last.startsWith(".")
        && !last.equalsIgnoreCase("thumbs.db");
  }

  private static void refuseBomb(Path file, long packed, long unpacked, Limits limits) {
    if (unpacked > limits.harmless() && unpacked / limits.ratio() > packed) {
      throw new LinkgridException(
          Kind.DATA,
          String.format(
              Locale.ROOT,
              "%s becomes more than %d times its size when it is unpacked (%s from %s so far); no"
                  + " data does. If you trust it, unpack it yourself and name the unpacked file.",
              ShownText.nameOf(file),
              limits.ratio(),
              SpoolFile.size(unpacked),
              SpoolFile.size(packed)));
    }
  }

  private static LinkgridException damaged(Path file, String kind, String why, IOException e) {
    return new LinkgridException(
        Kind.DATA,
        ShownText.nameOf(file)
            + " is a damaged "
            + kind
            + " file: "
            + why
            + ". Fetch it again, or pack it again.",
        e);
  }
}
