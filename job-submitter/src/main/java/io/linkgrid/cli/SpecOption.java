package io.linkgrid.cli;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How records are linked: a spec of one's own, or a built-in one. */
final class SpecOption {
  @Option(
      names = "--spec",
      paramLabel = "NAME|FILE",
      description =
          "A link spec: a YAML file, or the name of a built-in one (default: ${DEFAULT-VALUE}).",
      defaultValue = "restaurants")
  private String spec = "restaurants";

  /** Returns the text of the spec, checked. */
  SpecText read() {
    return read(spec);
  }

  /** Returns the text of the built-in spec of this name, or of a file; checked. */
  static SpecText read(String spec) {
    SpecText text = SpecReader.builtIn(spec).orElseGet(() -> file(Path.of(spec)));
    text.parse();
    return text;
  }

  /** Returns the text of the spec with the model of a file, checked. */
  SpecText read(Optional<Path> model) {
    SpecText text = read();
    if (model.isEmpty()) {
      return text;
    }
    Path path = model.get();
    try {
      SpecText with = new SpecText(text.where(), text.yaml(), Files.readString(path));
      LinkSpec spec = with.parse();
      // In the words in which models are kept, whatever else the file says.
      return text.with(spec, spec.model().orElseThrow());
    } catch (IOException e) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "Cannot read --model "
              + path
              + ": "
              + (e instanceof NoSuchFileException ? "there is no such file" : e.getMessage())
              + ". Give the model.json of another run of the same spec.",
          e);
    } catch (LinkgridException e) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "--model " + path + " does not fit the spec " + text.where() + ": " + e.getMessage(),
          e);
    }
  }

  private static SpecText file(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "--spec '"
              + path
              + "' is neither a file nor a built-in spec. Built in are: "
              + String.join(", ", SpecReader.builtInNames())
              + ".");
    }
    try {
      return new SpecText(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "Cannot read the spec "
              + path
              + ": "
              + e.getMessage()
              + ". It must be UTF-8 text that"
              + " you may read.",
          e);
    }
  }
}
