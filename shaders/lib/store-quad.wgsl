// Four results of a product side by side in a row, of which those within the matrix are
// stored. Written out rather than in a loop, of which a round costs a software adapter as much
// as the store.

// Whether all that were stored are finite. `columns`: N, the width of the matrix.
fn store_quad(row: u32, column: u32, values: vec4f, columns: u32) -> bool {
  var is_fine = store(row, column, values.x);
  if (column + 1u < columns) {
    is_fine = is_fine & store(row, column + 1u, values.y);
  }
  if (column + 2u < columns) {
    is_fine = is_fine & store(row, column + 2u, values.z);
  }
  if (column + 3u < columns) {
    is_fine = is_fine & store(row, column + 3u, values.w);
  }
  return is_fine;
}
