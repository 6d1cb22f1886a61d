/** "1 fault", "2 faults", "1,200 episodes": a number of things. */
export function counted(value: number, noun: string): string {
  return `${value.toLocaleString('en-US')} ${value === 1 ? noun : `${noun}s`}`;
}
