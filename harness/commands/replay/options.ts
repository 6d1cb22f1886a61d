export interface ReplayOptions {
  readonly camera: string;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly segmentation?: boolean;
  readonly verify?: boolean;
  readonly simulator?: string;
  readonly out?: string;
}
