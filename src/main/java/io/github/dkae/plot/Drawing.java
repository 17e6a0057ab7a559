package io.github.dkae.plot;

/** What can be drawn: a notebook that ends a cell in it shows its picture. */
public interface Drawing {
    /**
     * The picture as it stands.
     *
     * @throws IllegalStateException when there is nothing to draw yet
     */
    Picture picture();
}
