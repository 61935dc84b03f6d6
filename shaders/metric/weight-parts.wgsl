// Norms of the kernels' gradients, updates and weights, in parts: metric/layer adds them up.
//
// Each kernel [I,O] lies in `parameters`, `gradients` and `change` alike. shares[workgroups]: the
// share of a kernel that a workgroup takes.
// parts[workgroup, 3]: largest magnitudes, sums and inverses (lib/norms) of gradient, change and
// weight before the update.
// An invocation takes four elements a round and reads each once.
// Needs lib/reduce-four and lib/norms.

struct Params {
  // 0 where nothing was updated: then the weights are those before the update already.
  updates: u32,
}

struct WeightShare {
  // First element of the kernel.
  kernel: u32,
  // Elements of the kernel.
  size: u32,
  // Number of this share, and of all shares of the kernel.
  share: u32,
  shares: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read> change: array<f32>;
@group(0) @binding(4) var<storage, read> shares: array<WeightShare>;
@group(0) @binding(5) var<storage, read_write> parts: array<vec4f>;

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let mine = shares[workgroup.x];
  // Of gradient, change and weight; the fourth stays 0.
  var norms = no_norms();
  let stride = 4u * INVOCATIONS * mine.shares;
  for (var k = 4u * (mine.share * INVOCATIONS + thread); k < mine.size; k += stride) {
    let at = mine.kernel + k;
    let inside = vec4u(k, k + 1u, k + 2u, k + 3u) < vec4u(mine.size);
    let g = select(vec4f(0.0), vec4f(gradients[at], gradients[at + 1u], gradients[at + 2u], gradients[at + 3u]), inside);
    let c = select(vec4f(0.0), vec4f(change[at], change[at + 1u], change[at + 2u], change[at + 3u]), inside);
    let after = vec4f(parameters[at], parameters[at + 1u], parameters[at + 2u], parameters[at + 3u]);
    let w = select(vec4f(0.0), select(after, after - c, params.updates != 0u), inside);
    norms = rescaled(norms, vec4f(top_of(g), top_of(c), top_of(w), 0.0));
    norms.sums += vec4f(
      squares_of(g * norms.inverses.x),
      squares_of(c * norms.inverses.y),
      squares_of(w * norms.inverses.z),
      0.0,
    );
  }
  norms = rescaled(norms, workgroup_max4(norms.largest, thread));
  let sums = workgroup_sum4(norms.sums, thread);
  if (thread == 0u) {
    let row = 3u * workgroup.x;
    parts[row] = norms.largest;
    parts[row + 1u] = sums;
    parts[row + 2u] = norms.inverses;
  }
}
