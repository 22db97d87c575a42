// Reads the data that the binary packed into a page (src/page.rs), and shows them.

async function unpacked<T>(base64: string): Promise<T> {
  const stream = new Blob([decoded(base64.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as T;
}

// Browsers of 2025 decode by themselves, which is faster.
function decoded(base64: string): Uint8Array<ArrayBuffer> {
  const own = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (own) return own(base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export function open<T>(show: (root: HTMLElement, data: T) => void): void {
  const root = document.getElementById("page");
  const data = document.getElementById("data");
  if (!root || !data) return;
  unpacked<T>(data.textContent ?? "").then(
    (read) => {
      data.remove();
      show(root, read);
      root.removeAttribute("aria-busy");
    },
    (error: unknown) => {
      root.textContent = `The data of this page cannot be read: ${error}. It needs a browser of 2023 or later.`;
    },
  );
}
