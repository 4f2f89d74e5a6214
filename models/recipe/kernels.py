# ruff: noqa: E501  (C++ below)
"""Fused C++ kernels for training on CPU cores, of bf16 or fp32: label-smoothed cross-entropy rows, AdamW, squared norm.

Compiled on first import by torch's inline loader (needs g++ and ninja). See model.py for the callers.
"""

import os

os.environ.setdefault("MAX_JOBS", "2")
from torch.utils.cpp_extension import load_inline

SOURCE = r"""
#include <torch/extension.h>
#include <cmath>
#include <omp.h>
// T: uint16_t (the bits of a bf16) or float
static inline float get(uint16_t b){ uint32_t u=((uint32_t)b)<<16; float f; memcpy(&f,&u,4); return f; }
static inline float get(float f){ return f; }
static inline void put(float f, uint16_t& b){ uint32_t u; memcpy(&u,&f,4); u+=0x7fff+((u>>16)&1); b=(uint16_t)(u>>16); }
static inline void put(float f, float& b){ b=f; }
// logits: [N,V] without bias; replaced in place by d(loss*scale)/d(logits). Returns {sum of smoothed loss, sum of nll}.
template<class T> std::vector<double> ce_rows_of(torch::Tensor logits, torch::Tensor bias, torch::Tensor target, double smooth, double scale, torch::Tensor dbias){
  int64_t N=logits.size(0),V=logits.size(1); T* p=(T*)logits.data_ptr(); const float* bs=bias.data_ptr<float>();
  const int64_t* tt=target.data_ptr<int64_t>(); float* dbp=dbias.data_ptr<float>(); double L=0,NL=0; int nt=at::get_num_threads();
  #pragma omp parallel num_threads(nt) reduction(+:L,NL)
  { std::vector<float> e(V), acc(V,0.f);
    #pragma omp for schedule(static)
    for(int64_t i=0;i<N;i++){ T* r=p+i*V; float m=-1e30f, s=0, z=0; float* ep=e.data();
      #pragma omp simd reduction(max:m) reduction(+:s)
      for(int64_t j=0;j<V;j++){ float v=get(r[j])+bs[j]; ep[j]=v; s+=v; m=v>m?v:m; }
      float vt=ep[tt[i]];
      #pragma omp simd reduction(+:z)
      for(int64_t j=0;j<V;j++){ float x=expf(ep[j]-m); ep[j]=x; z+=x; }
      double lz=m+std::log((double)z); double nll=lz-vt; NL+=nll; L+=(1-smooth)*nll+smooth*(lz-(double)s/V);
      float iz=scale/z, sub=smooth/V*scale, tg=(1-smooth)*scale; ep[tt[i]]-=tg/iz; float* ap=acc.data();
      #pragma omp simd
      for(int64_t j=0;j<V;j++){ float g=ep[j]*iz-sub; ap[j]+=g; put(g,r[j]); }
    }
    #pragma omp critical
    for(int64_t j=0;j<V;j++) dbp[j]+=acc[j];
  }
  return {L,NL};
}
// p, g: weights and their gradient; w, m, v: fp32 master weights and moments. clip: factor on the gradient; c1, c2: bias
// corrections. The root of a denormal would be NaN where -ffast-math makes it of the reciprocal root (AVX2): hence TINY.
template<class T> void adamw_of(torch::Tensor p, torch::Tensor g, torch::Tensor w, torch::Tensor m, torch::Tensor v, double lr,double b1,double b2,double eps,double wd,double clip,double c1,double c2){
  const float TINY=1e-30f; int64_t n=p.numel(); T* pp=(T*)p.data_ptr(); const T* gp=(const T*)g.data_ptr();
  float*W=w.data_ptr<float>(),*M=m.data_ptr<float>(),*Vv=v.data_ptr<float>();
  float B1=b1,B2=b2,LR=lr,E=eps,WD=lr*wd,GS=clip,C1=1/c1,C2=1/c2; int nt=at::get_num_threads();
  #pragma omp parallel for simd num_threads(nt) schedule(static)
  for(int64_t i=0;i<n;i++){ float x=get(gp[i])*GS; float mm=B1*M[i]+(1-B1)*x; float vv=B2*Vv[i]+(1-B2)*x*x; M[i]=mm; Vv[i]=vv;
    float ww=W[i]; ww-=WD*ww; ww-=LR*(mm*C1)/(sqrtf(vv*C2+TINY)+E); W[i]=ww; put(ww,pp[i]); }
}
template<class T> double sqsum_of(torch::Tensor g){ int64_t n=g.numel(); const T* gp=(const T*)g.data_ptr(); double s=0; int nt=at::get_num_threads();
  #pragma omp parallel for simd num_threads(nt) reduction(+:s) schedule(static)
  for(int64_t i=0;i<n;i++){ float x=get(gp[i]); s+=x*x; } return s; }
#define EITHER(t, f, ...) (t.scalar_type()==torch::kFloat ? f<float>(__VA_ARGS__) : f<uint16_t>(__VA_ARGS__))
std::vector<double> ce_rows(torch::Tensor logits, torch::Tensor bias, torch::Tensor target, double smooth, double scale, torch::Tensor dbias){
  return EITHER(logits, ce_rows_of, logits, bias, target, smooth, scale, dbias); }
void adamw(torch::Tensor p, torch::Tensor g, torch::Tensor w, torch::Tensor m, torch::Tensor v, double lr,double b1,double b2,double eps,double wd,double clip,double c1,double c2){
  EITHER(p, adamw_of, p, g, w, m, v, lr, b1, b2, eps, wd, clip, c1, c2); }
double sqsum(torch::Tensor g){ return EITHER(g, sqsum_of, g); }
"""
kernels = load_inline(
    "nmt_kernels",
    SOURCE,
    functions=["ce_rows", "adamw", "sqsum"],
    extra_cflags=["-O3", "-march=native", "-ffast-math", "-fopenmp"],
    extra_ldflags=["-fopenmp"],
)
