/** What is said where a part of the page that is loaded on demand does not come. */
export const loadProblem = (what: string): string =>
  `${what} could not be loaded: is the server still there?`;
