/** What is none of linkgrid's. */
package outside;
