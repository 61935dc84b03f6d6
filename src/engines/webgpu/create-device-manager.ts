import { DeviceManager } from '../../gpu/device-manager.ts';
import { shaderSources } from '../../kernels/sources.ts';

/** The devices of a host, with the shaders of this project. @param findGpu see DeviceManager */
export function createDeviceManager(
  findGpu: () => Promise<GPU | undefined>,
): DeviceManager {
  return new DeviceManager(findGpu, shaderSources);
}
