/** The server that VLA-R1 was released with: a prompt and a JPEG in a form, text back. */
import { HttpClient } from './http/client.ts';
import { jpegOf } from './jpeg.ts';
import { asObject, jsonObject } from './json.ts';
import { OptionValues } from './option-values.ts';
import { type PATIENCE, patienceOf } from './patience.ts';
import { releasedPrompt } from './prompt.ts';
import type { Answer, Question, Reasoner } from './reasoner.ts';
import { serverAddress } from './server-address.ts';
import { fingerprintOf, type ReasonerSource, RGB_ONLY } from './source.ts';

const NAME = 'vla-r1';

/**
 * Checks the server's health and learns what it tells of its model.
 * @throws `E_POLICY` for a wrong address or option; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` for the server
 */
export async function vlaR1Source(
  url: string | null,
  options: Readonly<Record<keyof typeof PATIENCE, string>>,
): Promise<ReasonerSource> {
  const base = serverAddress(NAME, url);
  const patience = patienceOf(new OptionValues(NAME, options));
  const open = (): HttpClient =>
    new HttpClient({ name: `${NAME} server`, base, headers: {}, secret: null, ...patience });
  const health = await healthOf(open());
  return {
    // The released server tells nothing of its model: then the address has to stand for it.
    fingerprint: fingerprintOf([NAME, identityIn(health) ?? base]),
    needs: RGB_ONLY,
    unit: 'fraction',
    timeoutMs: patience.timeoutMs,
    batches: false,
    open: async () => new VlaR1(open()),
  };
}

class VlaR1 implements Reasoner {
  readonly needs = RGB_ONLY;
  private readonly client: HttpClient;

  constructor(client: HttpClient) {
    this.client = client;
  }

  async answer({ kind, instruction, image }: Question): Promise<Answer> {
    const prompt = releasedPrompt(kind, instruction);
    const form = new FormData();
    form.set('prompt', prompt);
    form.set('image', new Blob([await jpegOf(image)], { type: 'image/jpeg' }), 'frame.jpg');
    const reply = await this.client.postForm('/generate_multipart', form);
    const text = jsonObject(reply)?.result;
    if (typeof text !== 'string') throw this.client.unexpected('/generate_multipart', '{"result": text}', reply);
    return { prompt, text, usage: null };
  }

  async close(): Promise<void> {
    this.client.close();
  }
}

async function healthOf(client: HttpClient): Promise<Readonly<Record<string, unknown>>> {
  const reply = await client.get('/health');
  const health = jsonObject(reply);
  if (health?.ok !== true) throw client.unexpected('/health', '{"ok": true}', reply);
  return health;
}

/** What a server may tell beside `ok` and that decides its answers; anything else (load, uptime) is no identity. */
const IDENTITY = ['model', 'revision', 'sampling'] as const;

function identityIn(health: Readonly<Record<string, unknown>>): object | null {
  if (typeof health.model !== 'string') return null;
  return asObject(Object.fromEntries(IDENTITY.map((key) => [key, health[key] ?? null])));
}
