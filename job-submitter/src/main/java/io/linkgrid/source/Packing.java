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
        InputStream in = new GZIPInputStream(Channels.newInputStream(channel), BUFFER_BYTES)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
        refuseBomb(file, packed, to.written(), limits);
        bytesSeen.accept(channel.position());
      }
    } catch (EOFException e) {
      throw damaged(file, "gzip", "it ends too early, after " + SpoolFile.size(packed), e);
    } catch (ZipException e) {
      throw damaged(file, "gzip", String.valueOf(e.getMessage()), e);
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
            file, "zip", "the checksum of " + entry.getName() + " is wrong", new ZipException());
      }
    } catch (EOFException | ZipException e) {
      throw damaged(file, "zip", String.valueOf(e.getMessage()), e);
    }
  }

  private static ZipEntry dataFile(Path file, ZipFile zip) {
    if (zip.getEntry("[Content_Types].xml") != null) {
      throw new LinkgridException(
          Kind.DATA,
          file.getFileName()
              + " is an office document, but text in rows and columns was expected. Open it and"
              + " save the sheet as CSV (UTF-8).");
    }
    List<? extends ZipEntry> found = zip.stream().filter(Packing::isData).toList();
    if (found.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          file.getFileName()
              + " is a zip file with nothing in it, but one data file was expected. Pack it again.");
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(ZipEntry::getName).limit(NAMES_SHOWN).toList();
      throw new LinkgridException(
          Kind.DATA,
          file.getFileName()
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
              file.getFileName(),
              limits.ratio(),
              SpoolFile.size(unpacked),
              SpoolFile.size(packed)));
    }
  }

  private static LinkgridException damaged(Path file, String kind, String why, IOException e) {
    return new LinkgridException(
        Kind.DATA,
        file.getFileName()
            + " is a damaged "
            + kind
            + " file: "
            + why
            + ". Fetch it again, or pack it again.",
        e);
  }
}
