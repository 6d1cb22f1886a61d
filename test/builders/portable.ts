/** Values with typed arrays as text and back, the same in Node and in a browser. */
const KINDS = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;
type Kind = keyof typeof KINDS;

export function frozen(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    const kind = (Object.keys(KINDS) as Kind[]).find((name) => each instanceof KINDS[name]);
    return kind ? { kind, bytes: base64(each as Float32Array) } : each;
  });
}

export function thawed(text: string): unknown {
  return JSON.parse(text, (_, each: unknown) => {
    const held = each as { kind?: Kind; bytes?: string } | null;
    if (typeof held?.bytes !== 'string' || !held.kind || !(held.kind in KINDS)) return each;
    return new KINDS[held.kind](Uint8Array.from(atob(held.bytes), (character) => character.charCodeAt(0)).buffer);
  });
}

function base64({ buffer, byteOffset, byteLength }: Float32Array): string {
  let text = '';
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
