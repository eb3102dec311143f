/**
 * All items of the API, page after page.
 *
 * @param {string} apiUrl - address of the API
 * @param {typeof fetch} fetchFrom - how requests are made
 */
export async function fetchItems(apiUrl, fetchFrom = fetch) {
  const items = [];
  let next;
  do {
    const url = new URL("/items", apiUrl);
    if (next !== undefined) {
      url.searchParams.set("after", next);
    }
    // The load balancer knows by a cookie who has signed in.
    const response = await fetchFrom(url, { credentials: "include" });
    if (!response.ok) {
      throw new Error(`The API answers with status ${response.status}.`);
    }
    const page = await response.json();
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}

/** Address at which the API sends on the image of a key. */
export function imageUrl(apiUrl, key) {
  return new URL(`/images/${key.split("/").map(encodeURIComponent).join("/")}`, apiUrl).href;
}
