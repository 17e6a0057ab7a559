package io.github.dkae.data;

/**
 * A file whose content is known.
 *
 * @param name   its name when not compressed; with ".gz" appended, that of its compressed copy
 * @param sha256 SHA-256 of its decompressed content, in lower-case hexadecimal
 */
record VerifiedFile(String name, String sha256) {
    String compressedName() {
        return name + ".gz";
    }
}
