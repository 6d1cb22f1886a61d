import type { Link } from './link.ts';

/** Hears every word on a channel of Redis; one said while Redis or we are away is lost. */
export async function hear(link: Link, channel: string, listener: (text: string) => void): Promise<() => void> {
  const { subscriber } = link;
  const onMessage = (from: string, text: string): void => {
    if (from === channel) listener(text);
  };
  subscriber.on('message', onMessage);
  await link.orLost(subscriber.subscribe(channel));
  return () => void subscriber.off('message', onMessage);
}
