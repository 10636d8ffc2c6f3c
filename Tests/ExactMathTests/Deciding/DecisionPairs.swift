/// Pairs of texts with the verdict that a mathematician would give: `=` equal, `!` different, `?` neither is provable or
/// it is a matter of convention.
enum DecisionPairs {
  /// Numbers and values without symbols.
  static let closed = #"""
    = \frac{1}{2} | 0.5
    = 0.\overline{3} | \frac13
    = 0.1\overline{6} | \frac16
    = 6.02\times10^{23} | 602000000000000000000000
    = 1.70\times10^{4} | 17000
    = 10^{-3} | 0.001
    ! 0.333 | \frac13
    ! 3.14 | \pi
    ! 3.141592653589793 | \pi
    ! 123456789.123456 | 123456789.1234561
    ! 1.000000000000000000000000000001 | 1
    = \sqrt{12} | 2\sqrt{3}
    = \sqrt{3+2\sqrt{2}} | 1+\sqrt{2}
    = \frac{1}{\sqrt{2}} | \frac{\sqrt{2}}{2}
    = \sqrt{5+2\sqrt{6}} | \sqrt{2}+\sqrt{3}
    = \sqrt[3]{7+5\sqrt{2}} | 1+\sqrt{2}
    = \sqrt[3]{2+\sqrt5}+\sqrt[3]{2-\sqrt5} | 1
    = \frac{1}{\sqrt{3}-\sqrt{2}} | \sqrt{3}+\sqrt{2}
    ! \sqrt{2}+\sqrt{3} | \sqrt{10}
    ! \sqrt{2}+\sqrt{3} | \pi
    ! 4\sqrt{2} | 4
    = \sqrt[3]{-8} | -2
    = \sqrt[3]{16} | 2\sqrt[3]{2}
    = 2^{\frac12} | \sqrt2
    = 8^{2/3} | 4
    = \sqrt{8}^{2} | 8
    = \frac{\sqrt{6}}{\sqrt{2}} | \sqrt{3}
    = \sqrt{-4} | 2i
    = (1+i)^2 | 2i
    = (1+i)(1-i) | 2
    = \frac{1}{1+i} | \frac{1-i}{2}
    = i^{2023} | -i
    = e^{i\pi} | -1
    = e^{i\pi/3} | \frac{1+i\sqrt3}{2}
    = e^{2\pi i/5} | \cos\frac{2\pi}{5}+i\sin\frac{2\pi}{5}
    ! 2+3i | 3+2i
    = |3+4i| | 5
    = \sin 30^\circ | \frac12
    = \cos 36^\circ | \frac{1+\sqrt5}{4}
    = \sin 18^\circ | \frac{\sqrt5-1}{4}
    = \tan 15^\circ | 2-\sqrt3
    = \tan\frac{\pi}{8} | \sqrt2-1
    = \cos\frac{\pi}{12} | \frac{\sqrt6+\sqrt2}{4}
    = \sin 10^\circ \sin 50^\circ \sin 70^\circ | \frac18
    = \cos\frac{\pi}{7}\cos\frac{2\pi}{7}\cos\frac{3\pi}{7} | \frac18
    = \cos\frac{2\pi}{7}+\cos\frac{4\pi}{7}+\cos\frac{6\pi}{7} | -\frac12
    ! \sin 1 | \sin 1^\circ
    = \sin\frac{\pi}{4} | \cos\frac{\pi}{4}
    = \sec\frac{\pi}{3} | 2
    = \arctan 1 | \frac{\pi}{4}
    = \arcsin\frac12 | \frac{\pi}{6}
    = \arccos\left(-\frac12\right) | \frac{2\pi}{3}
    = \arctan\frac12+\arctan\frac13 | \frac{\pi}{4}
    = 4\arctan\frac15-\arctan\frac1{239} | \frac{\pi}{4}
    = \log_2 8 | 3
    = \log_2 3 \log_3 4 | 2
    = \ln 8 | 3\ln 2
    = \ln 6 | \ln 2+\ln 3
    = e^{\ln 5} | 5
    = \ln\sqrt{e} | \frac12
    = e^{2\ln 3} | 9
    = \log_{10} 1000 | 3
    = \frac{\log 8}{\log 2} | 3
    = 2^{\log_2 5} | 5
    = \ln(2+\sqrt3) | -\ln(2-\sqrt3)
    ! e^{\pi\sqrt{163}} | 262537412640768744
    ! \ln 2 | 0.693147180559945
    ! e | 2.718281828459045
    ! e^\pi | \pi^e
    = \cosh(\ln 2) | \frac54
    = 5! | 120
    ! 3!! | 720
    = 7!! | 105
    = \binom{10}{3} | 120
    = \binom{5}{2}\cdot\frac{1}{2^5} | \frac{5}{16}
    = \frac{20!}{18!} | 380
    = \lfloor \pi \rfloor | 3
    = \lceil \sqrt{10} \rceil | 4
    = \lfloor -2.5 \rfloor | -3
    ! 17 \bmod 5 | 5
    = 17 \bmod 5 | 2
    = \gcd(12, 18) | 6
    = \operatorname{lcm}(4, 6) | 12
    = \max\{3,\pi\} | \pi
    = \min(2, \sqrt{3}) | \sqrt3
    ! 204_5 | 204_7
    = 101_2 | 5
    = \sum_{k=1}^{100} k | 5050
    = \sum_{k=0}^{10} \binom{10}{k} | 1024
    = \prod_{k=1}^{5} k | 120
    = \sum_{k=1}^{4} \frac{1}{k(k+1)} | \frac45
    = 2^{10} | 1024
    = 2^{100000}\cdot 3^{100000} | 6^{100000}
    ! 2^{100000} | 2^{100000}+1
    = 1 \frac{1}{2} | \frac32
    ! \frac{22}{7} | \pi
    = \frac{\pi}{6} | \frac{2\pi}{12}
    ! \frac{\pi}{6} | \frac{\pi}{7}
    = \Gamma(5) | 24
    = \Gamma\left(\frac12\right) | \sqrt\pi
    ! \infty | 10^{100}
    = \infty | +\infty
    ! \infty | -\infty
    ? \frac{1}{0} | 5
    ? (-8)^{1/3} | -2
    """#

  /// Values with symbols.
  static let open = #"""
    = (x+1)^2 | x^2+2x+1
    ! (x+1)^2 | x^2+2x+2
    ! x | y
    = x+y | y+x
    = \frac{x^2-1}{x-1} | x+1
    = \frac{1}{x}+\frac{1}{y} | \frac{x+y}{xy}
    = \frac{1}{1+\frac{1}{x}} | \frac{x}{x+1}
    = \frac{a}{b}-\frac{c}{d} | \frac{ad-bc}{bd}
    ! \frac{a}{b+c} | \frac{a}{b}+\frac{a}{c}
    = (a+b)^3-(a-b)^3 | 2b(3a^2+b^2)
    = (x+1)^{1000000} | (x+1)^{999999}(x+1)
    ! (x+1)^{1000000} | (x+1)^{999999}
    = \sin^2 x+\cos^2 x | 1
    = \sin 2x | 2\sin x\cos x
    = \cos 2x | 1-2\sin^2 x
    = \sin 3x | 3\sin x-4\sin^3 x
    = \tan x | \frac{\sin x}{\cos x}
    = \tan\frac{x}{2} | \frac{\sin x}{1+\cos x}
    = \sec^2 x-\tan^2 x | 1
    = \cos x\cos 2x\cos 4x | \frac{\sin 8x}{8\sin x}
    = \sin(x+y) | \sin x\cos y+\cos x\sin y
    = \sin\left(x+\frac{\pi}{3}\right) | \frac{\sin x+\sqrt3\cos x}{2}
    = \cos\left(\frac{\pi}{2}-x\right) | \sin x
    ! \sin 2x | 2\sin x
    = \frac{e^{at}-e^{-at}}{2a} | \frac{\sinh(at)}{a}
    = \cosh^2 x-\sinh^2 x | 1
    = e^{x+y} | e^x e^y
    = e^{2x} | (e^x)^2
    = 2^{x+1} | 2\cdot 2^x
    = 4^x | 2^{2x}
    = e^{x\ln 2} | 2^x
    = \ln(xy) | \ln x+\ln y
    = \ln x^2 | 2\ln x
    = \ln\frac{a}{b} | \ln a-\ln b
    ! \ln(x+y) | \ln x+\ln y
    = \log_2 x | \frac{\ln x}{\ln 2}
    ! \sqrt{x^2} | x
    = \sqrt{x^2} | |x|
    = \sqrt{x}\sqrt{y} | \sqrt{xy}
    = \frac{\sqrt{a}}{\sqrt{b}} | \sqrt{\frac{a}{b}}
    = x\sqrt{x} | x^{3/2}
    = \frac{1}{\sqrt{x}} | \frac{\sqrt{x}}{x}
    = \frac{1}{\sqrt{x+1}-\sqrt{x}} | \sqrt{x+1}+\sqrt{x}
    = (\sqrt{x^2+1}+x)(\sqrt{x^2+1}-x) | 1
    ! \sqrt{x^2+y^2} | x+y
    = \operatorname{arcsinh} x | \ln(x+\sqrt{x^2+1})
    = \arctan x+\arctan\frac{1}{x} | \frac{\pi |x|}{2x}
    = \arcsin x+\arccos x | \frac{\pi}{2}
    ! \arctan x | \frac{\arcsin x}{\arccos x}
    = \sqrt{(x-1)^2} | |x-1|
    = |x|^2 | x^2
    = |{-x}| | |x|
    = \binom{n}{2} | \frac{n(n-1)}{2}
    = (n+1)! | (n+1)n!
    = \frac{(2n)!}{(2n-2)!} | 2n(2n-1)
    = (-1)^{2n}\cdot n | n
    = (-1)^n | \cos(n\pi)
    = \frac{x^3-y^3}{x-y} | x^2+xy+y^2
    ! m^n-m | m^n-n
    = m^n-m | m^n - m
    = \frac{1}{\sqrt2}c | \frac{c}{\sqrt2}
    ! -5c | -5
    = 2\pi r(r+h) | 2\pi r^2+2\pi rh
    = \frac{x}{2} | 0.5x
    = (a+bi)(a-bi) | a^2+b^2
    = \frac{a+b}{2} | \frac12(a+b)
    = f(x+1) | f(1+x)
    ! x+\frac{1}{10^{30}} | x
    ! x+10^{-400} | x
    = \begin{vmatrix}a&b\\c&d\end{vmatrix} | ad-bc
    = (x^2)^{1/4} | \sqrt{|x|}
    = \frac{1-\cos x}{\sin x} | \tan\frac{x}{2}
    = \cot x | \frac{1}{\tan x}
    = x^{a+b} | x^a x^b
    = \frac{n(n+1)(2n+1)}{6} | \frac{2n^3+3n^2+n}{6}
    = \sqrt[3]{x^3} | x
    = \sum_{k=1}^{n} k | \frac{n(n+1)}{2}
    = \sum_{k=1}^{n} k^2 | \frac{n(n+1)(2n+1)}{6}
    = \sum_{k=0}^{n-1} (2k+1) | n^2
    ! \sum_{k=1}^{n} k | \frac{n(n-1)}{2}
    = \sum_{j=1}^{n} \frac{1}{j!} | \sum_{k=1}^{n} \frac{1}{k!}
    = \sqrt[3]{8x} | 2\sqrt[3]{x}
    """#

  /// Structures, relations, units.
  static let structures = #"""
    = (1,2) | (\frac22,\sqrt4)
    ! (1,2) | (2,1)
    ! (1,2) | (1,2,3)
    = \{1,2\} | \{2,1\}
    = \{1,2\} | \{2,1,1\}
    ! \{1,2\} | (1,2)
    ! \{1,2\} | \{1,3\}
    = \{1,2\} | 1,2
    ! 1,2 | 1
    = 1,2 | 2,1
    = \{\sqrt2,-\sqrt2\} | \pm\sqrt2
    = \{\frac{-1+\sqrt5}{2},\frac{-1-\sqrt5}{2}\} | x=\frac{-1\pm\sqrt5}{2}
    = 1\pm\sqrt2 | 1+\sqrt2, 1-\sqrt2
    ! 1\pm\sqrt2 | 1+\sqrt2
    ! 1\pm\sqrt2 | 1\pm\sqrt3
    = x=1\text{ or }x=2 | \{1,2\}
    = x=1\text{ or }x=2 | x=2\text{ or }x=1
    = \emptyset | \{\}
    = [0,1] | [0,\frac22]
    ! [0,1] | [0,1)
    ! (0,1) | (0,2)
    = \mathbb{R}\setminus\{0\} | (-\infty,0)\cup(0,\infty)
    = (-\infty,\infty) | \mathbb{R}
    = (0,2)\cup[1,3) | (0,3)
    = (2,3)\cup(0,1) | (0,1)\cup(2,3)
    ! (0,1)\cup(1,2) | (0,2)
    = [0,1]\cap[\frac12,2] | [\frac12,1]
    = [1,2]\cup[2,\sqrt{10}] | [1,\sqrt{10}]
    ! \mathbb{Z} | \mathbb{R}
    = \{x\mid x>3\} | (3,\infty)
    = \{x : x^2<4\} | (-2,2)
    = -2x<6 | x>-3
    = x<3 | 3>x
    ! x<3 | x\le 3
    ! x<3 | x>3
    = 1<x\le 2 | 2\ge x>1
    ! 1<x<2 | 1<x<3
    = x\ne 3 | 3\ne x
    = x=3 | 3
    = 3 | x=3
    ! x=3 | x=4
    ! x=3 | y=3
    = x=3 | 3=x
    = 2x+4y=6 | x+2y=3
    ! 2x+4y=6 | x+2y=4
    = y=2x+1 | 2x-y+1=0
    = y=\frac{1}{x} | xy=1
    = x^2+y^2=4 | \frac{x^2}{4}+\frac{y^2}{4}=1
    ! x^2+y^2=4 | x^2+y^2=5
    ! x^2+y^2=4 | x^2-y^2=4
    = \frac{x^2}{9}+\frac{y^2}{4}=1 | 4x^2+9y^2=36
    = y=x^2 | y=x\cdot x
    ! y=x^2 | y=x^3
    = f(x)=x^2+1 | f(x)=1+x^2
    = f(x)=x^2+1 | x^2+1
    ! f(x)=x^2+1 | f(x)=x^2
    = x+y<3 | 2x+2y<6
    ! x+y<3 | x+y>3
    ! x+z=1 | 1
    ! 1+1=3=2 | 2
    ! 5=3 | 3
    = \begin{pmatrix}1&2\\3&4\end{pmatrix} | \begin{bmatrix}1&2\\3&\sqrt{16}\end{bmatrix}
    ! \begin{pmatrix}1&2\\3&4\end{pmatrix} | \begin{pmatrix}1&3\\2&4\end{pmatrix}
    ! \begin{pmatrix}1&2\end{pmatrix} | \begin{pmatrix}1&2&3\end{pmatrix}
    = \begin{pmatrix}1\\2\end{pmatrix} | (1,2)
    = \frac{1}{2}\begin{pmatrix}2&4\\6&8\end{pmatrix} | \begin{pmatrix}1&2\\3&4\end{pmatrix}
    = 1\text{ km} | 1000\text{ m}
    ! 5\text{ cm} | 5\text{ m}
    ! 5\text{ cm} | 5\text{ s}
    = 2\text{ hours} | 120\text{ minutes}
    = 36\text{ km/h} | 10\text{ m/s}
    = 5\text{ cm} | 5
    = 90^\circ | \frac{\pi}{2}
    = 90^\circ | 90
    = 50\% | 0.5
    = 50\% | \frac12
    ! 50\% | 50
    = 10\text{ dollars} | \$10
    ! \$10 | 10\%
    = 3:4 | 6:8
    ! 3:4 | 4:3
    = 1:2:3 | 2:4:6
    = \text{Yes} | \text{yes}
    ! \text{Yes} | \text{No}
    ! \text{listen} | \text{silent}
    = \text{(C)} | \text{(C)}
    ! \text{(C)} | \text{(D)}
    = x\in[0,1] | [0,1]
    = x \le 1 \text{ or } x \ge 2 | (-\infty,1]\cup[2,\infty)
    = x\equiv 1\pmod 3 | x\equiv 4\pmod 3
    """#

  /// Inputs meant to cost much; the verdicts do not matter, but those that are given must be right.
  static let hostile = #"""
    = 9^{9^{9^{9}}} | 9^{9^{9^{9}}}
    = 9^{9^{9^{9}}} | 3^{2\cdot 9^{9^{9}}}
    ! 9^{9^{9}} | 9^{9^{9}}+1
    ! 9^{9^{9}} | 387420489
    ! 9^{9^{9^{9}}} | 7
    ! 2^{2^{100}} | 3
    ! (1+i)(1-2^{-2^{2001}}) | 1+i
    ! 1000000000! | 5
    ! 100000! | 5
    ! \binom{1000000000}{500000000} | 5
    = \sum_{k=1}^{1000000000000} k | 500000000000500000000000
    ! \sum_{k=1}^{1000000000000} k | 500000000000500000000001
    ? \sum_{k=1}^{1000000000000} \frac{1}{k!+1} | 1
    ? \prod_{k=1}^{1000000000000} (k!+1) | 1
    ? \sum_{k=1}^{4000} \frac{1}{k} | \sum_{k=1}^{4000} \frac{1}{k+1}
    ? \sqrt{2+\sqrt{2+\sqrt{2+\sqrt{2+\sqrt{2+\sqrt{2+\sqrt{2}}}}}}} | 2\cos\frac{\pi}{256}
    ? \sqrt2+\sqrt3+\sqrt5+\sqrt7+\sqrt{11}+\sqrt{13}+\sqrt{17}+\sqrt{19} | \sqrt{77+\sqrt{2}}
    ? (x+y+z+w)^{200} | (x+y+z+w)^{199}
    ? (x+y+z+w)^{40}-(x+y)^{40} | (z+w)^{40}
    ? (((((x^{10}+1)^{10}+1)^{10}+1)^{10}+1)^{10}+1)^{10} | x
    ? \sin(\sin(\sin(\sin(\sin(\sin(\sin(\sin 1))))))) | \frac12
    ? \sum_{k=4}^{2074} \frac{10^{18}!}{k + 10^{1000}} | 1
    ? \sum_{k=1}^{4000} \frac{x}{k + 10^{2000}} | 1
    ! \arcsin \frac{1}{3^{200}} | \arcsin \frac{1}{3^{200}+1}
    ? \arcsin \frac{1}{3^{200}} | \frac{\pi}{2} - \arccos \frac{1}{3^{200}}
    ? e^{e^{e^{e^{e}}}} | 10
    ? e^{e^{e^{e^{e^{e}}}}} | e^{e^{e^{e^{e^{e}}}}}+1
    ? \sin(10^{1000}) | \frac{1}{2}
    ? \sin(2^{2^{100}}) | 0
    ? (1+\frac{1}{10^{1000}})^{10^{1000}} | e
    ? \Gamma(10^{50}) | 1
    ? \zeta(10^{9}) | 1
    ? \zeta(\frac12+10^{15}i) | 1
    ? \sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(2)))))))))))))))))))) | \sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(\sinh(2)))))))))))))))))))
    ? \cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+2)))))))))))) | \cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+\cosh(2+2)))))))))))
    ? 2^{2^{17}} | 2^{2^{16}}\cdot 2^{2^{16}}
    ? 2^{100000}-1 | (2^{50000}-1)(2^{50000}+1)
    ? \frac{1}{1-\frac{1}{1-\frac{1}{1-\frac{1}{1-\frac{1}{1-x}}}}} | x
    ? \sqrt[97]{2}+\sqrt[89]{3} | 2
    ? (\sqrt2+\sqrt3)^{1000} | (5+2\sqrt6)^{500}
    ? (\sqrt[3]{2}+\sqrt{3}+\sqrt[5]{5})^{50} | 1
    ? 1.0000000001^{10000000000} | e
    ? \cos\frac{\pi}{99991} | 1
    ? \arctan(10^{10000}) | \frac{\pi}{2}
    ? x^{x^{x^{x}}} | x
    ? \begin{vmatrix}a&b&c&d&e\\b&c&d&e&a\\c&d&e&a&b\\d&e&a&b&c\\e&a&b&c&d\end{vmatrix} | 0
    """#
}
