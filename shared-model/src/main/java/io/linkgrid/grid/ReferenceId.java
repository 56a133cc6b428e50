package io.linkgrid.grid;

import java.io.Serializable;

/**
 * A reference as it stood at one time, and how it is compared.
 *
 * @param schema the schema of the link spec
 * @param version the version of the reference in the database; 0 is the empty one
 * @param specYaml the text of the spec
 * @param specOrigin where the text came from, for messages
 */
public record ReferenceId(String schema, long version, String specYaml, String specOrigin)
    implements Serializable {}
