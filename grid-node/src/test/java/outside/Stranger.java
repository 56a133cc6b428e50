package outside;

import java.io.Serializable;

/** A class that is on the class path by chance. */
public record Stranger(String text) implements Serializable {}
