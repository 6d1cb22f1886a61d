/** Any server that speaks the chat completions of OpenAI and takes pictures: vLLM, SGLang, llama.cpp, OpenAI itself. */
import type { HttpClient } from '../http/client.ts';
import { jpegOf } from '../jpeg.ts';
import type { Answer, Question, Reasoner } from '../reasoner.ts';
import { fingerprintOf, type ReasonerSource, RGB_ONLY } from '../source.ts';
import { clientOf, complete } from './chat.ts';
import { findModel, type Model } from './models.ts';
import type { OpenAiOptions } from './options.ts';
import { chatRequest } from './request.ts';
import { type Settings, settingsOf } from './settings.ts';

/**
 * Reads the options and asks the server for its models.
 * @throws `E_POLICY` for a wrong address, option, template or model; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` for the server
 */
export async function openAiSource(
  url: string | null,
  options: OpenAiOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ReasonerSource> {
  const asked = await settingsOf(url, options, environment);
  const model = await findModel(clientOf(asked), asked.model);
  const settings = { ...asked, model: model.id };
  return {
    fingerprint: fingerprintOf(identityOf(settings, model)),
    needs: RGB_ONLY,
    unit: settings.unit,
    timeoutMs: settings.timeoutMs,
    batches: true,
    open: async () => new OpenAi(settings, clientOf(settings)),
  };
}

/** All that can change an answer. The key, prices and patience cannot. */
function identityOf({ base, sampling, seed, detail, template, unit }: Settings, model: Model): unknown {
  return ['openai', base, model, sampling, seed, detail, template, unit];
}

class OpenAi implements Reasoner {
  readonly needs = RGB_ONLY;
  private readonly settings: Settings;
  private readonly client: HttpClient;

  constructor(settings: Settings, client: HttpClient) {
    this.settings = settings;
    this.client = client;
  }

  async answer(question: Question): Promise<Answer> {
    const { settings, client } = this;
    const prompt = settings.prompt(question.kind, question.instruction);
    const jpeg = await jpegOf(question.image);
    const completion = await complete(client, chatRequest(settings, question, prompt, jpeg), settings.price);
    return { prompt, ...completion };
  }

  async close(): Promise<void> {
    this.client.close();
  }
}
