/**
 * The token of a link stands behind the #, which browsers send to nobody. It is taken once and removed from the address, so
 * that no history keeps it.
 */
export function takeLinkToken(): string | undefined {
  const token = location.hash.replace(/^#(token=)?/, '');
  if (token === '') return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return decodeURIComponent(token);
}
