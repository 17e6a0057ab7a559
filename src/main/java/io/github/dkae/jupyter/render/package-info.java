/** What objects look like in a notebook: charts, images, datasets as PNG, tables as HTML, arrays and others as text. */
package io.github.dkae.jupyter.render;
