package io.linkgrid.grid;

import java.io.Serializable;

/**
 * Which database a job writes to. It holds no secret: each process finds the password itself, from
 * {@code PGPASSWORD}, {@code LINKGRID_DB_PASSWORD_FILE} or {@code .pgpass}.
 *
 * @param url a JDBC URL without a password
 * @param user the role to log in as
 * @param schema the schema of the link spec
 */
public record DatabaseAddress(String url, String user, String schema) implements Serializable {}
